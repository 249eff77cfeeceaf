//! The types of `otark-update-customer.md`, written by hand in the shape that the generator prints.

#![allow(unreachable_pub, dead_code, reason = "generated types are public, whoever uses them")]

use std::collections::BTreeMap;

use specwright_runtime::{Format, Patch, Profile, Schema, StringRules, Wording};

pub static PROFILE: Profile = Profile { wording: Wording::ZOD, max_errors: 100 };

#[cfg(feature = "jiff")]
pub type Timestamp = jiff::Timestamp;
#[cfg(not(feature = "jiff"))]
pub type Timestamp = String;

/// With the feature `jiff` the type says it all.
const DATE_TIME: Schema = if cfg!(feature = "jiff") {
    Schema::PLAIN
} else {
    Schema::string(StringRules::ANY.format(Format::DateTime))
};

specwright_runtime::enumeration! {
    pub enum CustomerStatus("/components/schemas/CustomerUpdate/properties/status") {
        Pending = "pending",
        Active = "active",
        Deactivated = "deactivated",
    }
}

specwright_runtime::enumeration! {
    pub enum Tso("/components/schemas/BalanceGroup/properties/tso") {
        DeAmprion = "DE_AMPRION",
        DeTennet = "DE_TENNET",
        DeTransnetBw = "DE_TRANSNET_BW",
        De50Hertz = "DE_50HERTZ",
    }
}

#[derive(Clone, PartialEq)]
pub struct BalanceGroup {
    pub eic: String,
    pub tso: Tso,
}

specwright_runtime::record! {
    BalanceGroup, "/components/schemas/BalanceGroup" [.refuse_unknown()];
    new(eic: impl Into<String>, tso: Tso);
    0 eic = eic.into() => required("eic", PLAIN);
    1 tso = tso => required("tso", PLAIN);
}

#[derive(Clone, PartialEq)]
pub struct CustomerUpdate {
    pub status: Option<CustomerStatus>,
    pub balance_group: Option<BalanceGroup>,
    pub metadata: Option<BTreeMap<String, Option<String>>>,
}

specwright_runtime::record! {
    CustomerUpdate, "/components/schemas/CustomerUpdate"
    [.sent(&["id", "name", "assigned_at", "activated_at", "created_at"]).refuse_unknown()];
    new();
    0 status = None => optional("status", PLAIN), with_status(CustomerStatus) = Some(status);
    1 balance_group = None => optional("balance_group", PLAIN), with_balance_group(BalanceGroup) = Some(balance_group);
    2 metadata = None => optional("metadata", Schema::map(MapRules::ANY, &NULLABLE)),
        with_metadata(BTreeMap<String, Option<String>>) = Some(metadata);
}

#[derive(Clone, PartialEq)]
pub struct Customer {
    pub id: String,
    pub name: String,
    pub status: CustomerStatus,
    pub balance_group: Option<BalanceGroup>,
    pub metadata: BTreeMap<String, String>,
    pub assigned_at: Timestamp,
    pub activated_at: Patch<Timestamp>,
    pub created_at: Timestamp,
}

specwright_runtime::record! {
    Customer, "/components/schemas/Customer";
    new(
        id: impl Into<String>, name: impl Into<String>, status: CustomerStatus, balance_group: Option<BalanceGroup>,
        metadata: BTreeMap<String, String>, assigned_at: Timestamp, created_at: Timestamp,
    );
    0 id = id.into() => required("id", PLAIN);
    1 name = name.into() => required("name", PLAIN);
    2 status = status => required("status", PLAIN);
    3 balance_group = balance_group => required("balance_group", NULLABLE);
    4 metadata = metadata => required("metadata", Schema::map(MapRules::ANY, &PLAIN));
    5 assigned_at = assigned_at => required("assigned_at", DATE_TIME);
    6 activated_at = Patch::Absent => optional("activated_at", DATE_TIME.nullable()),
        with_activated_at(impl Into<Patch<Timestamp>>) = activated_at.into();
    7 created_at = created_at => required("created_at", DATE_TIME);
}

#[derive(Clone, PartialEq)]
pub struct Problem {
    pub r#type: String,
    pub title: String,
    pub status: i64,
    pub detail: Option<String>,
    pub instance: Option<String>,
    pub errors: Option<Vec<ProblemFieldError>>,
}

specwright_runtime::record! {
    Problem, "/components/schemas/Problem";
    new(r#type: impl Into<String>, title: impl Into<String>, status: i64);
    0 r#type = r#type.into() => required("type", Schema::string(StringRules::ANY.format(Format::Uri)));
    1 title = title.into() => required("title", PLAIN);
    2 status = status => required("status", PLAIN);
    3 detail = None => optional("detail", PLAIN);
    4 instance = None => optional("instance", PLAIN);
    5 errors = None => optional("errors", Schema::list(ListRules::ANY, &PLAIN));
}

#[derive(Clone, PartialEq)]
pub struct ProblemFieldError {
    pub field: Option<String>,
    pub code: String,
    pub message: String,
}

specwright_runtime::record! {
    ProblemFieldError, "/components/schemas/ProblemFieldError";
    new(code: impl Into<String>, message: impl Into<String>);
    0 field = None => optional("field", PLAIN);
    1 code = code.into() => required("code", PLAIN);
    2 message = message.into() => required("message", PLAIN);
}
