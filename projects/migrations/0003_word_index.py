from django.db import migrations

from sources.word_index import index_words


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0002_changes_so_far"),
        ("sources", "0003_word_index"),
    ]

    operations = [
        index_words(
            "projects.Initiative",
            "projects.Milestone",
            "projects.Statement",
            "projects.Indicator",
        ),
    ]
