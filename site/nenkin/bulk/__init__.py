"""The fast engine: the amounts of nenkin.law.estimating without their steps, in integers over spans."""
