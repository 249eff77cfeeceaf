//! Records of every size, keys of every kind and order, and what a record says of its fields.

use std::sync::LazyLock;

use specwright_runtime::{Blank, Field, Model, Node, Patch, Presence, Profile, Record, Schema, Shape};

/// A record with as many optional fields as a test wants, which no one would write out.
#[derive(Debug, PartialEq)]
struct Wide {
    values: Vec<Option<u32>>,
}

const COUNT: usize = 300;

static WIDE: LazyLock<Shape> = LazyLock::new(|| {
    let field = |i: usize| {
        let name: &'static str = format!("field_number_{i}").leak();
        if i == 299 { Field::required(name, Schema::PLAIN) } else { Field::optional(name, Schema::PLAIN) }
    };
    let fields: Vec<Field> = (0..COUNT).map(field).collect();
    Shape::new("/Wide", fields.leak()).refuse_unknown()
});

impl Record for Wide {
    fn described() -> &'static Shape {
        &WIDE
    }

    fn shape(&self) -> &'static Shape {
        Self::described()
    }
    fn field(&self, index: usize) -> &dyn Node {
        &self.values[index]
    }
    fn field_mut(&mut self, index: usize) -> &mut dyn Node {
        &mut self.values[index]
    }
}

impl Model for Wide {
    const PROFILE: &'static Profile = Profile::DEFAULT;
}

impl Blank for Wide {
    fn blank() -> Self {
        Self { values: vec![None; COUNT] }
    }
}

specwright_runtime::node_of_record!(Wide);

#[test]
fn three_hundred_fields_in_any_order() {
    // Seven is no factor of 300, so that each field comes once.
    let order: Vec<usize> = (0..COUNT).map(|i| i * 7 % COUNT).collect();
    let fields: Vec<String> = order.iter().map(|i| format!("\"field_number_{i}\":{i}")).collect();
    let wide = Wide::decode(format!("{{{}}}", fields.join(",")).as_bytes()).unwrap();
    assert_eq!(wide.values, (0..300).map(Some).collect::<Vec<_>>());
    assert_eq!(Wide::decode(&wide.encode()).unwrap(), wide);
}

#[test]
fn fields_beyond_the_inline_words_are_tracked() {
    let errors = Wide::decode(br#"{"field_number_298":1,"field_number_298":2}"#).unwrap_err();
    let told: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["field_number_298: Duplicate key in object: 'field_number_298'", "field_number_299: Required"]
    );
    let last = Wide::decode_lenient(br#"{"field_number_298":1,"field_number_299":3,"field_number_298":2}"#);
    assert_eq!(last.unwrap().values[298], Some(2));
}

#[derive(Debug, Default, PartialEq)]
struct Keys {
    values: [i64; 9],
}

static KEYS: Shape = Shape::new(
    "/a~b/c",
    &[
        Field::optional("a", Schema::PLAIN),
        Field::optional("ab", Schema::PLAIN),
        Field::optional("exactly_14_xxx", Schema::PLAIN),
        Field::optional("exactly_15_xxxx", Schema::PLAIN),
        Field::optional("exactly_15_xxxy", Schema::PLAIN),
        Field::optional("", Schema::PLAIN),
        Field::optional("quo\"te", Schema::PLAIN),
        Field::optional("über/~", Schema::PLAIN),
        Field::optional("\n", Schema::PLAIN),
    ],
)
.sent(&["ro"]);

impl Record for Keys {
    fn described() -> &'static Shape {
        &KEYS
    }

    fn shape(&self) -> &'static Shape {
        Self::described()
    }
    fn field(&self, index: usize) -> &dyn Node {
        &self.values[index]
    }
    fn field_mut(&mut self, index: usize) -> &mut dyn Node {
        &mut self.values[index]
    }
}

impl Model for Keys {
    const PROFILE: &'static Profile = Profile::DEFAULT;
}

impl Blank for Keys {
    fn blank() -> Self {
        Self::default()
    }
}

specwright_runtime::node_of_record!(Keys);

#[test]
fn keys_of_every_kind() {
    let keys = Keys { values: [1, 2, 3, 4, 5, 6, 7, 8, 9] };
    let json = r#"{"a":1,"ab":2,"exactly_14_xxx":3,"exactly_15_xxxx":4,"exactly_15_xxxy":5,"":6,"quo\"te":7,"über/~":8,"\n":9}"#;
    assert_eq!(String::from_utf8(keys.encode()).unwrap(), json);
    assert_eq!(Keys::decode(json.as_bytes()).unwrap(), keys);
    let spread = r#"{ "\u000a" : 9 , "\u00fcber\/~" : 8, "quo\u0022te" :7, "" : 6 , "exactly_15_xxxy" : 5,
        "exactly_15_xxx\u0078":4, "exactly_14_xxx"
        :3,"\u0061b":2,"a":1}"#;
    assert_eq!(Keys::decode(spread.as_bytes()).unwrap(), keys);
    // Beginnings and continuations of keys are other keys.
    for other in ["exactly_14_xx", "exactly_15_xxxxx", "exactly_15_xxxz", "A", "aa", " a", "ü", "quo"] {
        let read = Keys::decode(format!("{{\"{other}\":[{{}}]}}").as_bytes()).unwrap();
        assert_eq!(read, Keys::default(), "{other}");
    }
}

#[test]
fn unknown_keys_may_be_ignored_where_read_only_ones_are_not() {
    let errors = Keys::decode(br#"{"x":1,"ro":2,"\u00fcber/~":"3"}"#).unwrap_err();
    let told: Vec<_> = errors.iter().map(|error| (error.pointer(), error.schema_pointer())).collect();
    assert_eq!(
        told,
        [
            ("/ro".to_owned(), "/a~b/c/properties/ro/readOnly".to_owned()),
            ("/über~1~0".to_owned(), "/a~b/c/properties/über~1~0/type".to_owned()),
        ]
    );
    assert!(Keys::decode_lenient(br#"{"ro":2}"#).is_ok());
}

/// A tree, as recursive schemas are: boxed where the cycle needs it.
#[derive(Clone, Debug, PartialEq)]
struct Tree {
    left: Option<Box<Tree>>,
    note: Patch<String>,
}

static TREE: Shape = Shape::new(
    "/Tree",
    &[Field::optional("left", Schema::PLAIN), Field::optional("note", Schema::PLAIN.nullable())],
)
.refuse_unknown();

impl Record for Tree {
    fn described() -> &'static Shape {
        &TREE
    }

    fn shape(&self) -> &'static Shape {
        Self::described()
    }
    fn field(&self, index: usize) -> &dyn Node {
        match index {
            0 => &self.left,
            _ => &self.note,
        }
    }
    fn field_mut(&mut self, index: usize) -> &mut dyn Node {
        match index {
            0 => &mut self.left,
            _ => &mut self.note,
        }
    }
}

impl Model for Tree {
    const PROFILE: &'static Profile = Profile::DEFAULT;
}

impl Blank for Tree {
    fn blank() -> Self {
        Self { left: Blank::blank(), note: Blank::blank() }
    }
}

specwright_runtime::node_of_record!(Tree);

#[test]
fn recursive_records() {
    let json = r#"{"left":{"left":{"note":null},"note":"x"}}"#;
    let tree = Tree::decode(json.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(tree.encode()).unwrap(), json);
    assert_eq!(tree.note, Patch::Absent);
    let nested = |depth: usize| format!("{}{{}}{}", "{\"left\":".repeat(depth - 1), "}".repeat(depth - 1));
    assert!(Tree::decode(nested(127).as_bytes()).is_ok());
    let errors = Tree::decode(nested(128).as_bytes()).unwrap_err();
    assert_eq!(errors.not_json().unwrap().what(), "nesting is deeper than 127 levels");
    assert!(Box::<Tree>::decode(b"{}").is_ok());
}

#[test]
fn a_refilled_record_forgets_what_the_last_value_leaves_out() {
    one!(Tree, Schema::PLAIN);
    let json = br#"{"v":{"left":{},"note":"x"},"v":{}}"#;
    assert_eq!(One::decode_lenient(json).unwrap().v, Tree { left: None, note: Patch::Absent });
}

#[test]
fn patches_say_three_things() {
    one!(Patch<i64>, Schema::PLAIN.nullable());
    assert_eq!(One::decode(b"{\"v\":null}").unwrap().v, Patch::Null);
    assert_eq!(One::decode(b"{\"v\":1}").unwrap().v, Patch::Value(1));
    assert_eq!(Patch::from(Some(1)).into_value(), Some(1));
    assert_eq!(Patch::<i64>::from(None), Patch::Null);
    assert!(Patch::<i64>::Null.is_null() && Patch::Value(1).as_value() == Some(&1));
}

#[test]
fn fields_say_what_they_are() {
    let field = Field::required("f", Schema::PLAIN.nullable());
    assert_eq!((field.name(), field.presence()), ("f", Presence::Required));
    assert!(field.schema().is_nullable() && !field.schema().is_secret());
    assert_eq!(Field::optional("f", Schema::PLAIN).presence(), Presence::Optional);
}

mod shown {
    use std::collections::BTreeMap;

    use specwright_runtime::{Profile, Wording};

    static PROFILE: Profile = Profile { wording: Wording::ZOD, max_errors: 100 };

    #[derive(Clone, PartialEq)]
    pub(super) struct Account {
        pub id: i64,
        pub r#type: Option<String>,
        pub password: String,
        pub former: Option<Vec<String>>,
        pub hint: Option<String>,
        pub others: BTreeMap<String, i64>,
    }

    specwright_runtime::record! {
        Account, "/components/schemas/Account";
        new(id: i64, password: impl Into<String>);
        0 id = id => required("accountId", PLAIN);
        1 r#type = None => optional("type", PLAIN), with_type(impl Into<String>) = Some(r#type.into());
        2 password = password.into() => required("password", PLAIN.secret());
        3 former = None => optional("former", Schema::list(ListRules::ANY, const { &PLAIN.secret() }));
        4 hint = None => optional("hint", PLAIN.secret());
        rest 5 others => PLAIN;
    }

    #[test]
    fn a_record_is_shown_as_if_debug_were_derived_but_for_its_secrets() {
        let mut account = Account::new(7, "hunter2").with_type("person");
        account.others.insert("size".to_owned(), 1);
        account.former = Some(vec!["hunter1".to_owned()]);
        assert_eq!(
            format!("{account:?}"),
            "Account { id: 7, type: Some(\"person\"), password: [redacted], former: [redacted], hint: None, \
             others: {\"size\": 1} }",
        );
        assert!(format!("{account:#?}").contains("    password: [redacted],\n"));
    }
}
