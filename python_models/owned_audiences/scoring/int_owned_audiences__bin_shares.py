# One row per audience with a model, feature and bin: the share of eligible people in it, in
# training and now, of some 20,000 people; the feature (score) has the tenths of the score.
def model(dbt, session):
    dbt.config(materialized="table")
    from owned_audiences import share_bins

    return share_bins(
        session,
        models=dbt.ref("int_owned_audiences__current_models"),
        eligible=dbt.ref("int_owned_audiences__eligible_people"),
        features=dbt.ref("int_owned_audiences__scoring_features"),
        definitions=dbt.ref("int_owned_audiences__features"),
    )
