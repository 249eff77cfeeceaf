//! The types as one would write them by hand: serde's derives for decoding and encoding, garde's for the limits.

use std::collections::BTreeMap;

use garde::Validate;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

#[expect(missing_docs, reason = "the names are those of the document")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Pending,
    Active,
    Deactivated,
}

#[expect(missing_docs, reason = "the names are those of the document")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Tso {
    #[serde(rename = "DE_AMPRION")]
    Amprion,
    #[serde(rename = "DE_TENNET")]
    Tennet,
    #[serde(rename = "DE_TRANSNET_BW")]
    TransnetBw,
    #[serde(rename = "DE_50HERTZ")]
    Hertz50,
}

#[expect(missing_docs, reason = "the names are those of the document")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Product {
    DayAhead,
    Intraday,
}

#[expect(missing_docs, reason = "the names are those of the document")]
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct BalanceGroup {
    #[garde(length(chars, min = 1, max = 16))]
    pub eic: String,
    #[garde(skip)]
    pub tso: Tso,
}

#[expect(missing_docs, reason = "the names are those of the document")]
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct CustomerUpdate {
    #[garde(skip)]
    #[serde(default, deserialize_with = "not_null", skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[garde(dive)]
    #[serde(default, deserialize_with = "not_null", skip_serializing_if = "Option::is_none")]
    pub balance_group: Option<BalanceGroup>,
    #[garde(skip)]
    #[serde(default, deserialize_with = "not_null", skip_serializing_if = "Option::is_none")]
    pub metadata: Option<BTreeMap<String, Option<String>>>,
}

#[expect(missing_docs, reason = "the names are those of the document")]
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    #[garde(skip)]
    pub id: String,
    #[garde(skip)]
    pub name: String,
    #[garde(skip)]
    pub status: Status,
    #[garde(dive)]
    #[serde(deserialize_with = "Option::deserialize")]
    pub balance_group: Option<BalanceGroup>,
    #[garde(skip)]
    pub metadata: BTreeMap<String, String>,
    #[garde(skip)]
    pub assigned_at: Timestamp,
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activated_at: Option<Timestamp>,
    #[garde(skip)]
    pub created_at: Timestamp,
}

/// So that lists of customers can be validated.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, Validate)]
#[serde(transparent)]
pub struct Customers(#[garde(dive)] pub Vec<Customer>);

#[expect(missing_docs, reason = "the names are those of the document")]
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Point {
    #[garde(range(min = 1, max = 100))]
    pub position: i64,
    #[garde(skip)]
    pub start: Timestamp,
    #[garde(range(min = -1000.0, max = 1000.0))]
    pub value: f64,
}

#[expect(missing_docs, reason = "the names are those of the document")]
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Nomination {
    #[garde(pattern("^nom_[a-z0-9]{8}$"))]
    pub id: String,
    #[garde(dive)]
    pub balance_group: BalanceGroup,
    #[garde(skip)]
    pub product: Product,
    #[garde(range(min = 0.0, max = 100_000.0))]
    pub quantity_mwh: f64,
    #[garde(inner(range(min = 1, max = 9999)))]
    #[serde(default, deserialize_with = "not_null", skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    #[garde(inner(length(chars, max = 200)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[garde(length(min = 1, max = 100), dive)]
    pub points: Vec<Point>,
}

/// serde takes `null` for a field that is not there; here it is refused, as the schema does.
fn not_null<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
