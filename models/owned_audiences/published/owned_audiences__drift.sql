-- One row per audience with a model and feature of it, and one for its score: how far people are
-- from those that it was trained on, and what moved most.
-- depends_on: {{ ref('owned_audiences__runs') }}
select
    audience,
    as_of,
    model_version,
    feature,
    stability_index,
    is_large,
    people,
    moved_most,
    share_in_training,
    share_now
from {{ ref('int_owned_audiences__drift') }}
