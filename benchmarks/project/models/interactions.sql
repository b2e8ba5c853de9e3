-- One row per raw interaction as it was received, repeats and all.
{{ config(materialized='view') }}

select *
from read_parquet('{{ env_var("BENCH_DATA", "../data/1000000/raw") }}/*.parquet')
