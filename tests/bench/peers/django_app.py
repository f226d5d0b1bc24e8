"""Django's ORM and templates, in one file, without any middleware."""

import os
from datetime import date
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bench",
    INSTALLED_APPS=["tests.bench.peers"],
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["BENCH_DATABASE"]}
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.path.join(os.path.dirname(__file__), "templates")],
            "OPTIONS": {"string_if_invalid": "MISSING"},
        }
    ],
)
django.setup()

from tests.bench.peers import common  # noqa: E402  # Django must be set up first


class PersonRecord(models.Model):
    """A person."""

    id = models.BigIntegerField(primary_key=True)
    surname = models.TextField()
    given_name = models.TextField()
    surname_kana = models.TextField()
    given_name_kana = models.TextField()
    born_on = models.IntegerField()
    data_date = models.IntegerField()

    class Meta:
        """Where it lies."""

        app_label = "peers"
        db_table = "person"
        managed = False


class SpanRecord(models.Model):
    """A span."""

    pk = models.CompositePrimaryKey("person_id", "span_no")
    person_id = models.BigIntegerField()
    span_no = models.IntegerField()
    scheme = models.IntegerField()
    kind = models.IntegerField()
    first = models.IntegerField()
    last = models.IntegerField(null=True)
    known_from = models.IntegerField()
    known_until = models.IntegerField(null=True)
    status = models.TextField(null=True)
    employer = models.TextField(null=True)
    pay = models.IntegerField(null=True)
    acquired_on = models.IntegerField(null=True)
    lost_on = models.IntegerField(null=True)
    reported_by = models.IntegerField(null=True)
    reported_on = models.IntegerField(null=True)
    corrected = models.BooleanField()
    disputed = models.BooleanField()

    class Meta:
        """Where it lies."""

        app_label = "peers"
        db_table = "record_span"
        managed = False


def grid(request: HttpRequest) -> HttpResponse:
    """Show a whole life as a table of months."""
    person = int(request.GET["person"])
    row = PersonRecord.objects.get(id=person)
    spans = SpanRecord.objects.filter(person_id=person, known_until=None)
    context = common.context_of(common.record_of(row, spans), date(2026, 11, 20))
    return render(request, "django_grid.html", {**context, "phrase": PHRASES(context)})


class PHRASES(dict[str, Any]):  # a dictionary with a name templates can read
    """The page's phrases with their values, since Django's templates call nothing."""

    def __init__(self, context: dict[str, Any]) -> None:
        """Fill in the values."""
        super().__init__(
            title=common.words("record.grid.title"),
            lead=common.words("record.grid.run", run=context["run"], months=context["months"]),
            unclear=common.words("record.unclear", months=context["attention"]),
            none=common.words("record.unclear-none"),
            data=common.words("record.data-date", day=context["data_day"]),
            why=common.words("record.data-date-why"),
            links=common.words("record.grid.month-links"),
            legend=common.words("record.grid.legend"),
            filter=common.words("record.grid.filter"),
            to_list=common.words("record.grid.to-list"),
            to_years=common.words("record.to-years"),
            beside=common.words("layout.faq-beside"),
            more=common.words("record.more-questions", count=context["more_questions"]),
            top=common.words("layout.top"),
            on=common.words("components.filter-links.on", text=context["filters"][0]["text"]),
        )


urlpatterns = [path("grid", grid)]
application = get_wsgi_application()
