"""Addresses of deals: the list, one deal, the weekly review, a seller's weekly sheet and one-to-one."""

from django.urls import path

from foothold.web.views import counted, deals, learning, pictures, pipeline, tables, weekly

urlpatterns = [
    path("deals", deals.deals, name="deals"),
    path("deals/give", deals.give, name="give_deals"),
    path("deals.<str:kind>", tables.deals, name="deals_file"),
    path("pipeline.<str:kind>", tables.pipeline, name="pipeline_file"),
    path("weekly/<uuid:seat_id>.<str:kind>", tables.sheet, name="sheet_file"),
    path("one-to-one/<uuid:seat_id>/time.<str:kind>", tables.time, name="time_file"),
    path("one-to-one/<uuid:seat_id>/five.<str:kind>", tables.five, name="five_file"),
    path("one-to-one/<uuid:seat_id>/felt.<str:kind>", tables.felt, name="felt_file"),
    path("deals/<uuid:opportunity_id>.<str:kind>", tables.deal, name="deal_file"),
    path("deals/learning", learning.learning, name="learning"),
    path("deals/<uuid:opportunity_id>", deals.deal, name="deal"),
    path("deals/<uuid:opportunity_id>/amount", deals.say_amount, name="deal_amount"),
    path("deals/<uuid:opportunity_id>/ended", deals.end_deal, name="end_deal"),
    path("pipeline", pipeline.pipeline, name="pipeline"),
    path("pipeline/counted/<slug:which>", counted.pipeline, name="pipeline_counted"),
    path("weekly/<uuid:seat_id>/counted/<slug:which>", counted.sheet, name="sheet_counted"),
    path("one-to-one/<uuid:seat_id>/counted/<slug:which>", counted.one_to_one, name="one_to_one_counted"),
    path("deals/<uuid:opportunity_id>/counted/<slug:which>", counted.deal, name="deal_counted"),
    path("deals/<uuid:opportunity_id>/timeline.png", pictures.deal, name="deal_png"),
    path("pipeline/by-evidence.png", pictures.pipeline, name="pipeline_png"),
    path("one-to-one/<uuid:seat_id>/pictures/<slug:name>.png", pictures.one_to_one, name="one_to_one_png"),
    path("pipeline/record", pipeline.record, name="pipeline_record"),
    path("pipeline/record/mail", pipeline.mail_record, name="mail_record"),
    path("pipeline/<uuid:opportunity_id>", pipeline.decide, name="decide_in_pipeline"),
    path("weekly", weekly.own_sheet, name="own_sheet"),
    path("weekly/<uuid:seat_id>", weekly.sheet, name="weekly_sheet"),
    path("one-to-one/<uuid:seat_id>", weekly.one_to_one, name="one_to_one"),
    path("one-to-one/<uuid:seat_id>/agreed", weekly.agree, name="agree"),
    path("one-to-one/<uuid:seat_id>/questions/<uuid:decision_id>", weekly.answered, name="question_answered"),
]
