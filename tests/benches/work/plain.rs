//! The same types as one writes them by hand, with the derives of serde and garde.
//!
//! Keys that are unknown are refused here too, and garde checks what the documents assert of the values.

use std::collections::BTreeMap;

use garde::Validate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Pending,
    Active,
    Deactivated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Tso {
    #[serde(rename = "DE_AMPRION")]
    Amprion,
    #[serde(rename = "DE_TENNET")]
    Tennet,
    #[serde(rename = "DE_TRANSNET_BW")]
    TransnetBw,
    #[serde(rename = "DE_50HERTZ")]
    Hertz50,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct BalanceGroup {
    #[garde(length(chars, min = 1, max = 16))]
    pub(crate) eic: String,
    #[garde(skip)]
    pub(crate) tso: Tso,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Update {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub(crate) status: Option<Status>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub(crate) balance_group: Option<BalanceGroup>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub(crate) metadata: Option<BTreeMap<String, Option<String>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Customer<Date = Timestamp> {
    #[garde(skip)]
    pub(crate) id: String,
    #[garde(skip)]
    pub(crate) name: String,
    #[garde(skip)]
    pub(crate) status: Status,
    #[garde(dive)]
    pub(crate) balance_group: Option<BalanceGroup>,
    #[garde(skip)]
    pub(crate) metadata: BTreeMap<String, String>,
    #[garde(skip)]
    pub(crate) assigned_at: Date,
    #[garde(skip)]
    pub(crate) activated_at: Option<Date>,
    #[garde(skip)]
    pub(crate) created_at: Date,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Product {
    DayAhead,
    Intraday,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nomination<Date = Timestamp> {
    #[garde(custom(is_nomination_id))]
    pub(crate) id: String,
    #[garde(dive)]
    pub(crate) balance_group: BalanceGroup,
    #[garde(skip)]
    pub(crate) product: Product,
    #[garde(range(min = 0.0, max = 100_000.0))]
    pub(crate) quantity_mwh: f64,
    #[garde(range(min = 1))]
    pub(crate) revision: Option<i32>,
    #[garde(length(chars, max = 200))]
    pub(crate) note: Option<String>,
    #[garde(length(min = 1, max = 100), dive)]
    pub(crate) points: Vec<Point<Date>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct Point<Date = Timestamp> {
    #[garde(range(min = 1, max = 100))]
    pub(crate) position: i32,
    #[garde(skip)]
    pub(crate) start: Date,
    #[garde(range(min = -1000.0, max = 1000.0))]
    pub(crate) value: f64,
}

/// `^nom_[a-z0-9]{8}$`, written out: no regular expression is faster.
fn is_nomination_id(id: &str, (): &()) -> garde::Result {
    let is_word = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    match id.strip_prefix("nom_") {
        Some(rest) if rest.len() == 8 && is_word(rest) => Ok(()),
        _ => Err(garde::Error::new("not the id of a nomination")),
    }
}
