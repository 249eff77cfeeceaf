//! Response headers.

use super::{Compared, Note, Root, header_name, zip_by};
use crate::diff::compare::Walk;
use crate::diff::level::Direction;
use crate::diff::site::Site;
use crate::diff::wire::Response;

pub(super) fn compare<'a>(
    walk: &mut Walk<'a>,
    base: &Response<'a>,
    head: &Response<'a>,
    direction: Direction,
    compared: &mut Compared,
    label: &str,
) {
    for pair in zip_by(&base.headers, &head.headers, |header| header_name(header.name)) {
        let note = match pair {
            (None, Some(header)) => Some(
                Note::new("response-header-added", Some(base.node.at), Some(header.node.at))
                    .name(header.name),
            ),
            (Some(header), None) => {
                let rule = if header.required {
                    "required-response-header-removed"
                } else {
                    "optional-response-header-removed"
                };
                Some(Note::new(rule, Some(header.node.at), Some(head.node.at)).name(header.name))
            }
            (Some(one), Some(other)) => {
                if let (Some(base), Some(head)) = (one.schema, other.schema) {
                    let pair = walk.pair(base, head);
                    let place = format!("{label}header `{}`", other.name);
                    compared.roots.push(Root { site: Site::Header, direction, place, pair, is_text: true });
                }
                let rule = match (one.required, other.required) {
                    (false, true) => Some("response-header-became-required"),
                    (true, false) => Some("response-header-became-optional"),
                    _ => None,
                };
                rule.map(|rule| Note::new(rule, Some(one.node.at), Some(other.node.at)).name(other.name))
            }
            (None, None) => None,
        };
        compared.notes.extend(note);
    }
}
