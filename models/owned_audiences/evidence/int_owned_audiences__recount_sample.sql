-- One row per audience that was fitted in this run, sampled training example, whatever the length
-- of its labels, and identifier of the person: whether it was known before that it is theirs.
{% set examples_of_an_audience = 2000 %}
with training_examples as (
    select distinct
        audience,
        as_of,
        person_key,
        person_id
    from {{ ref('int_owned_audiences__training_examples') }}
),

examples as (
    select
        audience,
        as_of,
        person_key
    from training_examples
    qualify row_number() over (
        partition by audience order by md5(person_id || as_of) asc, person_id asc, as_of asc
    ) <= {{ examples_of_an_audience }}
),

person_identifiers as (
    select * from {{ ref('int_owned_audiences__person_identifiers') }}
),

final as (
    select
        examples.audience,
        examples.as_of,
        examples.person_key,
        person_identifiers.identifier_key,
        person_identifiers.from_day,
        person_identifiers.until_day,
        person_identifiers.linked_on < examples.as_of as is_linked
    from examples
    inner join person_identifiers on examples.person_key = person_identifiers.person_key
)

select * from final
