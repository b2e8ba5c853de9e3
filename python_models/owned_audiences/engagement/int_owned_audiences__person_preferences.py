# One row per audience, person in a tier and dimension that is personal: the likeliest category.
def model(dbt, session):
    dbt.config(materialized="table")
    from owned_audiences import person_preferences

    in_tiers = dbt.ref("int_owned_audiences__propensities").filter("tier != 'rest'")
    return person_preferences(
        session,
        planned=in_tiers.select("audience", "person_key"),
        activity=dbt.ref("int_owned_audiences__preference_activity").filter("is_planned"),
        interaction_dimensions=dbt.ref("int_owned_audiences__interaction_dimensions"),
        options=dbt.ref("int_owned_audiences__preference_options"),
    )
