//! What the strict decoder refuses, the check of the typed value refuses too, with the same errors.

use std::collections::BTreeMap;

use proptest::prelude::*;
use specwright_runtime::{
    Blank, Field, FieldError, Format, IntegerRules, ListRules, MapRules, Model, Node, NumberRules, Patch,
    Pattern, Profile, Record, Schema, Shape, StringRules, ValidationErrors,
};

use crate::otark_types::Tso;

/// One field of every kind, each with rules.
#[derive(Clone, Debug, PartialEq)]
struct Order {
    note: String,
    count: i64,
    small: Option<u8>,
    price: f64,
    tags: Vec<String>,
    areas: BTreeMap<String, Option<Tso>>,
    parts: Vec<Order>,
    due: Patch<String>,
}

static LOWER: Pattern = Pattern::code("^[a-z]*$", |text| text.bytes().all(|byte| byte.is_ascii_lowercase()));

static ORDER: Shape = Shape::new(
    "/Order",
    &[
        Field::required("note", Schema::string(StringRules::ANY.min_length(1).max_length(3))),
        Field::required("count", Schema::integer(IntegerRules::ANY.minimum(-3).maximum(50).multiple_of(2))),
        Field::optional("small", Schema::integer(IntegerRules::ANY.exclusive_minimum(3))),
        Field::required("price", Schema::number(NumberRules::ANY.minimum("0").multiple_of("0.5"))),
        Field::required(
            "tags",
            Schema::list(
                ListRules::ANY.max_items(2).unique(),
                &Schema::string(StringRules::ANY.pattern(&LOWER)),
            ),
        ),
        Field::required("areas", Schema::map(MapRules::ANY.min_properties(1), &Schema::PLAIN.nullable())),
        Field::required("parts", Schema::list(ListRules::ANY.unique(), &Schema::PLAIN)),
        Field::optional("due", Schema::string(StringRules::ANY.format(Format::Date)).nullable()),
    ],
)
.refuse_unknown();

impl Record for Order {
    fn described() -> &'static Shape {
        &ORDER
    }

    fn shape(&self) -> &'static Shape {
        Self::described()
    }
    fn field(&self, index: usize) -> &dyn Node {
        match index {
            0 => &self.note,
            1 => &self.count,
            2 => &self.small,
            3 => &self.price,
            4 => &self.tags,
            5 => &self.areas,
            6 => &self.parts,
            _ => &self.due,
        }
    }
    fn field_mut(&mut self, index: usize) -> &mut dyn Node {
        match index {
            0 => &mut self.note,
            1 => &mut self.count,
            2 => &mut self.small,
            3 => &mut self.price,
            4 => &mut self.tags,
            5 => &mut self.areas,
            6 => &mut self.parts,
            _ => &mut self.due,
        }
    }
}

impl Model for Order {
    const PROFILE: &'static Profile = Profile::DEFAULT;
}

impl Blank for Order {
    fn blank() -> Self {
        Self {
            note: Blank::blank(),
            count: Blank::blank(),
            small: Blank::blank(),
            price: Blank::blank(),
            tags: Blank::blank(),
            areas: Blank::blank(),
            parts: Blank::blank(),
            due: Blank::blank(),
        }
    }
}

specwright_runtime::node_of_record!(Order);

fn order() -> impl Strategy<Value = Order> {
    let leaf = (
        ".{0,4}",
        -6..60_i64,
        proptest::option::of(any::<u8>()),
        prop_oneof![
            any::<f64>().prop_filter("JSON has no others", |v| v.is_finite()),
            (-8..8).prop_map(|v| f64::from(v) / 4.0)
        ],
        proptest::collection::vec("[a-cA]{0,2}", 0..4),
        proptest::collection::btree_map(
            ".{0,2}",
            proptest::option::of("DE_TENNET|DE_X".prop_map(Tso::from)),
            0..3,
        ),
        prop_oneof![Just(Patch::Absent), Just(Patch::Null), "2024-02-(29|30)".prop_map(Patch::Value),],
    )
        .prop_map(|(note, count, small, price, tags, areas, due)| Order {
            note,
            count,
            small,
            price,
            tags,
            areas,
            parts: Vec::new(),
            due,
        });
    leaf.prop_recursive(3, 12, 3, |inner| {
        (inner.clone(), proptest::collection::vec(inner, 0..3)).prop_map(|(mut order, parts)| {
            order.parts = parts;
            order
        })
    })
}

/// All that a caller sees of the errors.
fn seen(result: Result<(), ValidationErrors>) -> Vec<[String; 5]> {
    let see = |error: &FieldError| {
        let code = error.code().to_string();
        [error.field(), error.pointer(), error.schema_pointer(), code, error.message()]
    };
    result.err().iter().flat_map(|errors| errors.iter().map(see).collect::<Vec<_>>()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn strict_decoding_and_the_check_agree(order in order()) {
        let json = order.encode();
        prop_assert_eq!(seen(Order::decode(&json).map(drop)), seen(order.validate()));
        // What is written reads back as the same, and is written the same again.
        let again = Order::decode_lenient(&json).unwrap();
        prop_assert_eq!(&again, &order);
        prop_assert_eq!(again.encode(), json);
    }
}
