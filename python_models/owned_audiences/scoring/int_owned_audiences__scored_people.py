# One row per audience with a model and eligible person: points and reasons, as of now.
def model(dbt, session):
    dbt.config(materialized="table")
    from owned_audiences import score_people

    return score_people(
        session,
        models=dbt.ref("int_owned_audiences__current_models"),
        eligible=dbt.ref("int_owned_audiences__eligible_people"),
        features=dbt.ref("int_owned_audiences__scoring_features"),
        definitions=dbt.ref("int_owned_audiences__features"),
    )
