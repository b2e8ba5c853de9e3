-- One row per interaction of a household: lines bought, coupons redeemed, campaigns received.
with transactions as (
    select * from {{ source('complete_journey', 'transactions') }}
),

products as (
    select * from {{ source('complete_journey', 'products') }}
),

campaigns as (
    select * from {{ source('complete_journey', 'campaigns') }}
),

campaign_descriptions as (
    select * from {{ source('complete_journey', 'campaign_descriptions') }}
),

coupon_redemptions as (
    select * from {{ source('complete_journey', 'coupon_redemptions') }}
),

purchases as (
    select
        'purchase-' || transactions.basket_id || '-' || transactions.product_id as interaction_id,
        transactions.household_id as user_id,
        transactions.transaction_timestamp as occurred_at,
        'purchase' as interaction_type,
        'store' as channel,
        products.product_category as topic,
        transactions.sales_value as value
    from transactions
    left join products on transactions.product_id = products.product_id
),

redemptions as (
    select
        'redemption-' || household_id || '-' || coupon_upc || '-' || campaign_id
        || '-' || redemption_date as interaction_id,
        household_id as user_id,
        redemption_date as occurred_at,
        'redemption' as interaction_type,
        'store' as channel,
        null as topic,
        null as value
    from coupon_redemptions
),

mails as (
    select
        'mail-' || campaigns.household_id || '-' || campaigns.campaign_id as interaction_id,
        campaigns.household_id as user_id,
        campaign_descriptions.start_date as occurred_at,
        'mail' as interaction_type,
        'mail' as channel,
        campaign_descriptions.campaign_type as topic,
        null as value
    from campaigns
    inner join campaign_descriptions on campaigns.campaign_id = campaign_descriptions.campaign_id
),

final as (
    select * from purchases
    union all
    select * from redemptions
    union all
    select * from mails
)

select * from final
