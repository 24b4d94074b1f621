"""Every public page."""

from django.urls import path

from tracker.board import views

app_name = "board"
urlpatterns = [
    path("", views.index, name="index"),
    path("initiatives/<slug:slug>/", views.initiative, name="initiative"),
    path("milestones/<slug:slug>/", views.milestone, name="milestone"),
    path("sources/<slug:slug>/", views.source, name="source"),
]
