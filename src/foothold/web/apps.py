from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "foothold.web"
    label = "web"
