//! The types of `otark-update-customer.md`, written by hand in the shape that the generator prints.

#![allow(unreachable_pub, dead_code, reason = "generated types are public, whoever uses them")]

use std::collections::BTreeMap;

use specwright_runtime::{
    Blank, EnumShape, Enumeration, Field, Format, ListRules, MapRules, Model, Node, Profile, Record, Schema,
    Shape, StringRules, Wording,
};

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

macro_rules! strings {
    ($name:ident, $pointer:literal, $($variant:ident = $value:literal),*) => {
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($variant,)*
            Unknown(Box<str>),
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        impl Enumeration for $name {
            const SHAPE: &'static EnumShape =
                &EnumShape { name: stringify!($name), pointer: $pointer, values: &[$($value),*] };
            const PROFILE: &'static Profile = &PROFILE;

            fn known(index: usize) -> Self {
                Self::ALL[index].clone()
            }

            fn unknown(value: Box<str>) -> Self {
                Self::Unknown(value)
            }

            fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        specwright_runtime::enumeration!($name);
    };
}

strings! {
    CustomerStatus, "/components/schemas/CustomerUpdate/properties/status",
    Pending = "pending", Active = "active", Deactivated = "deactivated"
}

strings! {
    Tso, "/components/schemas/BalanceGroup/properties/tso",
    DeAmprion = "DE_AMPRION", DeTennet = "DE_TENNET", DeTransnetBw = "DE_TRANSNET_BW", De50Hertz = "DE_50HERTZ"
}

macro_rules! record {
    ($name:ident, $shape:ident, $($index:pat => $field:ident: $type:ty),*) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $(pub $field: $type,)*
        }

        impl Record for $name {
            fn shape(&self) -> &'static Shape {
                &$shape
            }

            fn field(&self, index: usize) -> &dyn Node {
                match index {
                    $($index => &self.$field,)*
                }
            }

            fn field_mut(&mut self, index: usize) -> &mut dyn Node {
                match index {
                    $($index => &mut self.$field,)*
                }
            }
        }

        impl Model for $name {
            const PROFILE: &'static Profile = &PROFILE;

            fn blank() -> Self {
                Self { $($field: Blank::blank(),)* }
            }
        }

        specwright_runtime::record!($name);
    };
}

record!(BalanceGroup, BALANCE_GROUP, 0 => eic: String, _ => tso: Tso);

static BALANCE_GROUP: Shape = Shape::new(
    "BalanceGroup",
    "/components/schemas/BalanceGroup",
    &[Field::required("eic", Schema::PLAIN), Field::required("tso", Schema::PLAIN)],
)
.refuse_unknown();

record!(
    CustomerUpdate, CUSTOMER_UPDATE,
    0 => status: Option<CustomerStatus>,
    1 => balance_group: Option<BalanceGroup>,
    _ => metadata: Option<BTreeMap<String, Option<String>>>
);

static CUSTOMER_UPDATE: Shape = Shape::new(
    "CustomerUpdate",
    "/components/schemas/CustomerUpdate",
    &[
        Field::optional("status", Schema::PLAIN),
        Field::optional("balance_group", Schema::PLAIN),
        Field::optional("metadata", Schema::map(MapRules::ANY, &Schema::PLAIN.nullable())),
    ],
)
.read_only(&["id", "name", "assigned_at", "activated_at", "created_at"])
.refuse_unknown();

record!(
    Customer, CUSTOMER,
    0 => id: String,
    1 => name: String,
    2 => status: CustomerStatus,
    3 => balance_group: Option<BalanceGroup>,
    4 => metadata: BTreeMap<String, String>,
    5 => assigned_at: Timestamp,
    6 => activated_at: specwright_runtime::Patch<Timestamp>,
    _ => created_at: Timestamp
);

static CUSTOMER: Shape = Shape::new(
    "Customer",
    "/components/schemas/Customer",
    &[
        Field::required("id", Schema::PLAIN),
        Field::required("name", Schema::PLAIN),
        Field::required("status", Schema::PLAIN),
        Field::required("balance_group", Schema::PLAIN.nullable()),
        Field::required("metadata", Schema::map(MapRules::ANY, &Schema::PLAIN)),
        Field::required("assigned_at", DATE_TIME),
        Field::optional("activated_at", DATE_TIME.nullable()),
        Field::required("created_at", DATE_TIME),
    ],
);

record!(
    Problem, PROBLEM,
    0 => r#type: String,
    1 => title: String,
    2 => status: i64,
    3 => detail: Option<String>,
    4 => instance: Option<String>,
    _ => errors: Option<Vec<ProblemFieldError>>
);

static PROBLEM: Shape = Shape::new(
    "Problem",
    "/components/schemas/Problem",
    &[
        Field::required("type", Schema::string(StringRules::ANY.format(Format::Uri))),
        Field::required("title", Schema::PLAIN),
        Field::required("status", Schema::PLAIN),
        Field::optional("detail", Schema::PLAIN),
        Field::optional("instance", Schema::PLAIN),
        Field::optional("errors", Schema::list(ListRules::ANY, &Schema::PLAIN)),
    ],
);

record!(
    ProblemFieldError, PROBLEM_FIELD_ERROR,
    0 => field: Option<String>,
    1 => code: String,
    _ => message: String
);

static PROBLEM_FIELD_ERROR: Shape = Shape::new(
    "ProblemFieldError",
    "/components/schemas/ProblemFieldError",
    &[
        Field::optional("field", Schema::PLAIN),
        Field::required("code", Schema::PLAIN),
        Field::required("message", Schema::PLAIN),
    ],
);
