# One row per dimension and category: the overall share, and how much it counts for a person.
def model(dbt, session):
    dbt.config(materialized="table")
    from owned_audiences import overall_preferences

    return overall_preferences(
        session,
        sample=dbt.ref("int_owned_audiences__preference_people").filter("is_sampled"),
        activity=dbt.ref("int_owned_audiences__preference_activity").filter("is_sampled"),
        interaction_dimensions=dbt.ref("int_owned_audiences__interaction_dimensions"),
    )
