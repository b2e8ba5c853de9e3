# One row per model ever trained: the kept ones of earlier runs, and those that this run fitted.
def model(dbt, session):
    dbt.config(materialized="table")
    from owned_audiences import fit_audiences, frames
    from owned_audiences.fitted_models import EXAMPLE_COLUMNS

    return fit_audiences(
        audiences=frames.collect(dbt.ref("int_owned_audiences__audiences")),
        cutoffs=frames.collect(dbt.ref("int_owned_audiences__cutoffs")),
        examples=frames.collect(dbt.ref("int_owned_audiences__training_examples"), EXAMPLE_COLUMNS),
        features=frames.batches(dbt.ref("int_owned_audiences__training_features")),
        definitions=frames.collect(dbt.ref("int_owned_audiences__features")),
        rates=frames.collect(dbt.ref("int_owned_audiences__action_rates")),
        kept=frames.collect(dbt.ref("int_owned_audiences__kept_models")),
    )
