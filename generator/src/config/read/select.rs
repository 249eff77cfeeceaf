//! Reading `[include]` and `[exclude]`: which operations are generated.

use super::table::{Cx, Table};
use crate::config::{Filter, Selection};

pub(super) fn selection(root: &mut Table<'_>, cx: &mut Cx) -> Selection {
    let mut selection = Selection::default();
    if let Some(mut include) = root.table(cx, "include") {
        selection.include = filter(&mut include, cx);
        selection.schemas = include.located_texts(cx, "schemas");
        include.finish(cx);
    }
    if let Some(mut exclude) = root.table(cx, "exclude") {
        selection.exclude = filter(&mut exclude, cx);
        exclude.finish(cx);
    }
    selection
}

fn filter(table: &mut Table<'_>, cx: &mut Cx) -> Filter {
    Filter {
        tags: table.located_texts(cx, "tags"),
        paths: table.located_texts(cx, "paths"),
        operations: table.located_texts(cx, "operations"),
    }
}
