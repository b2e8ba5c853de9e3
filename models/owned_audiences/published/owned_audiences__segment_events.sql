-- One row per audience, its version, as_of and person who entered a tier, left it or moved to
-- another one. The last published table: with it a run is complete. It comes after all the others:
-- depends_on: {{ ref('owned_audiences__engagement_plan') }}
-- depends_on: {{ ref('owned_audiences__contact_list') }}
-- depends_on: {{ ref('owned_audiences__contact_exclusions') }}
-- depends_on: {{ ref('owned_audiences__exports') }}
-- depends_on: {{ ref('owned_audiences__export_events') }}
-- depends_on: {{ ref('owned_audiences__export_log') }}
-- depends_on: {{ ref('owned_audiences__inputs') }}
-- depends_on: {{ ref('owned_audiences__run_audiences') }}
-- depends_on: {{ ref('owned_audiences__run_tiers') }}
-- depends_on: {{ ref('owned_audiences__erased_interactions') }}
-- depends_on: {{ ref('owned_audiences__rejected_interactions') }}
-- depends_on: {{ ref('owned_audiences__person_profile') }}
-- depends_on: {{ ref('owned_audiences__scoring_coverage') }}
-- depends_on: {{ ref('owned_audiences__shared_identifiers') }}
-- depends_on: {{ ref('owned_audiences__unused_input_rows') }}
-- depends_on: {{ ref('owned_audiences__propensity_models') }}
-- depends_on: {{ ref('owned_audiences__propensity_scores') }}
-- depends_on: {{ ref('owned_audiences__scorecards') }}
-- depends_on: {{ ref('owned_audiences__backtests') }}
-- depends_on: {{ ref('owned_audiences__scoreboard') }}
-- depends_on: {{ ref('owned_audiences__drift') }}
-- depends_on: {{ ref('owned_audiences__canaries') }}
-- depends_on: {{ ref('owned_audiences__audience_sizes') }}
-- depends_on: {{ ref('owned_audiences__seed_health') }}
-- depends_on: {{ ref('owned_audiences__segments') }}
-- depends_on: {{ ref('owned_audiences__suppressions') }}
-- depends_on: {{ ref('owned_audiences__audiences') }}
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
    pre_hook=[
        {'sql': "{{ add_column('audience_version', 'text') }}", 'transaction': false},
        {'sql': "{{ fill_audience_version() }}", 'transaction': false},
        "{{ delete_current_as_of() }}",
    ],
    post_hook=[
        {'sql': "{{ complete_run(in_transaction=true) }}", 'transaction': true},
        {'sql': "{{ complete_run(in_transaction=false) }}", 'transaction': false},
    ],
) }}
-- read by hooks: {{ ref('int_owned_audiences__as_of') }}, {{ ref('owned_audiences__runs') }},
-- {{ ref('int_owned_audiences__audiences') }}
select * from {{ ref('int_owned_audiences__segment_events') }}
