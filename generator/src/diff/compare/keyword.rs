//! Where a keyword stands.

use crate::diff::schema::Schema;
use crate::diff::side::Side;
use crate::diff::trail::At;

/// The keyword of the first schema object that has it, or else the schema.
pub(super) fn at<'a>(side: &mut Side<'a>, schema: &Schema<'a>, keyword: &str) -> At {
    let part = schema.parts.iter().find(|part| part.map.contains_key(keyword));
    part.and_then(|part| side.get(part.node, keyword)).map_or(schema.at, |node| node.at)
}

/// The member of a keyword, such as one property, or else the schema.
pub(super) fn member_at<'a>(side: &mut Side<'a>, schema: &Schema<'a>, keyword: &str, name: &str) -> At {
    for part in &schema.parts {
        if let Some(map) = side.get(part.node, keyword)
            && let Some(member) = side.get(map, name)
        {
            return member.at;
        }
    }
    schema.at
}
