"""How often one address or one session may ask: a bucket each, refilled as time goes by.

In the memory of one worker, because it only has to stop a flood. What must survive a restart and
hold over all workers (wrong passwords, access keys, searches) is counted in storage.
"""

from collections import OrderedDict
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limiter:
    """Buckets of ``burst`` requests, refilled by ``rate`` a second; the oldest are forgotten."""

    def __init__(self, *, rate: float, burst: float, most: int = 50_000) -> None:
        """Take the refill a second, the size of a bucket, and how many buckets are kept."""
        self._rate = rate
        self._burst = burst
        self._most = most
        self._buckets: OrderedDict[object, _Bucket] = OrderedDict()

    def allows(self, key: object, now: float) -> bool:
        """Take one request out of a key's bucket; ``now`` in seconds, from any one clock."""
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= self._most:
                self._buckets.popitem(last=False)
            self._buckets[key] = _Bucket(self._burst - 1, now)
            return True
        bucket.left = min(self._burst, bucket.left + max(0.0, now - bucket.at) * self._rate)
        bucket.at = now
        self._buckets.move_to_end(key)
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True
