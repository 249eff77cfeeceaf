//! The keywords of everything but schemas.

use super::Dialect::{V30, V31, V32};
use super::Shape::{Any, Boolean, List, Map, Object, Ref, Text, Word};
use super::{Keyword, Kind, Others, Shape, Table};

const fn all(name: &'static str, shape: Shape) -> Keyword {
    Keyword::new(name, shape)
}

const fn plain(name: &'static str, keywords: &'static [Keyword]) -> Table {
    Table { name, keywords, others: Others::None }
}

const SCHEMA: Shape = Ref(Kind::Schema);
const CONTENT: Shape = Map(&Ref(Kind::MediaType));
const HEADERS: Shape = Map(&Ref(Kind::Header));
const EXAMPLES: Shape = Map(&Ref(Kind::Example));
const CALLBACKS: Shape = Map(&Ref(Kind::Callback));
const PARAMETERS: Shape = List(&Ref(Kind::Parameter));
const SERVERS: Shape = List(&Object(Kind::Server));
const SECURITY: Shape = List(&Object(Kind::SecurityRequirement));
const OPERATION: Shape = Object(Kind::Operation);
const DOCS: Shape = Object(Kind::ExternalDocs);
const FLOW: Shape = Object(Kind::OAuthFlow);

#[cfg(test)]
pub(super) const KINDS: &[Kind] = &[
    Kind::Document,
    Kind::Info,
    Kind::Contact,
    Kind::License,
    Kind::Server,
    Kind::ServerVariable,
    Kind::Components,
    Kind::Paths,
    Kind::PathItem,
    Kind::Operation,
    Kind::ExternalDocs,
    Kind::Parameter,
    Kind::RequestBody,
    Kind::MediaType,
    Kind::Encoding,
    Kind::Responses,
    Kind::Response,
    Kind::Callback,
    Kind::Example,
    Kind::Link,
    Kind::Header,
    Kind::Tag,
    Kind::SecurityScheme,
    Kind::OAuthFlows,
    Kind::OAuthFlow,
    Kind::SecurityRequirement,
];

pub(super) const fn table(kind: Kind) -> &'static Table {
    match kind {
        Kind::Document => &DOCUMENT,
        Kind::Info => &INFO,
        Kind::Contact => &CONTACT,
        Kind::License => &LICENSE,
        Kind::Server => &SERVER,
        Kind::ServerVariable => &SERVER_VARIABLE,
        Kind::Components => &COMPONENTS,
        Kind::Paths => &PATHS,
        Kind::PathItem => &PATH_ITEM,
        Kind::Operation => &OPERATIONS,
        Kind::ExternalDocs => &EXTERNAL_DOCS,
        Kind::Parameter => &PARAMETER,
        Kind::RequestBody => &REQUEST_BODY,
        Kind::MediaType => &MEDIA_TYPE,
        Kind::Encoding => &ENCODING,
        Kind::Responses => &RESPONSES,
        Kind::Response => &RESPONSE,
        Kind::Callback => &CALLBACK,
        Kind::Example => &EXAMPLE,
        Kind::Link => &LINK,
        Kind::Header => &HEADER,
        Kind::Tag => &TAG,
        Kind::SecurityScheme => &SECURITY_SCHEME,
        Kind::OAuthFlows => &OAUTH_FLOWS,
        Kind::OAuthFlow => &OAUTH_FLOW,
        Kind::SecurityRequirement => &SECURITY_REQUIREMENT,
        Kind::Schema | Kind::Discriminator | Kind::Xml => super::table(kind),
    }
}

const DOCUMENT: Table = plain(
    "the document",
    &[
        all("openapi", Text).required(),
        all("$self", Text).since(V32),
        all("info", Object(Kind::Info)).required(),
        all("jsonSchemaDialect", Text).since(V31),
        all("servers", SERVERS),
        all("paths", Object(Kind::Paths)).until(V30).required(),
        all("paths", Object(Kind::Paths)).since(V31),
        all("webhooks", Map(&Ref(Kind::PathItem))).since(V31),
        all("components", Object(Kind::Components)),
        all("security", SECURITY),
        all("tags", List(&Object(Kind::Tag))),
        all("externalDocs", DOCS),
    ],
);

const INFO: Table = plain(
    "the info object",
    &[
        all("title", Text).required(),
        all("version", Text).required(),
        all("description", Text),
        all("termsOfService", Text),
        all("contact", Object(Kind::Contact)),
        all("license", Object(Kind::License)),
        all("summary", Text).since(V31),
    ],
);

const CONTACT: Table = plain("a contact", &[all("name", Text), all("url", Text), all("email", Text)]);

const LICENSE: Table =
    plain("a license", &[all("name", Text).expected(), all("url", Text), all("identifier", Text).since(V31)]);

const SERVER: Table = plain(
    "a server",
    &[
        all("url", Text).required(),
        all("description", Text),
        all("variables", Map(&Object(Kind::ServerVariable))),
        all("name", Text).since(V32),
    ],
);

const SERVER_VARIABLE: Table = plain(
    "a server variable",
    &[all("default", Text).required(), all("enum", List(&Text)), all("description", Text)],
);

const COMPONENTS: Table = plain(
    "the components",
    &[
        all("schemas", Map(&SCHEMA)),
        all("responses", Map(&Ref(Kind::Response))),
        all("parameters", Map(&Ref(Kind::Parameter))),
        all("examples", EXAMPLES),
        all("requestBodies", Map(&Ref(Kind::RequestBody))),
        all("headers", HEADERS),
        all("securitySchemes", Map(&Ref(Kind::SecurityScheme))),
        all("links", Map(&Ref(Kind::Link))),
        all("callbacks", CALLBACKS),
        all("pathItems", Map(&Ref(Kind::PathItem))).since(V31),
        all("mediaTypes", CONTENT).since(V32),
    ],
);

const PATHS: Table = Table { name: "the paths", keywords: &[], others: Others::Paths(Ref(Kind::PathItem)) };

const PATH_ITEM: Table = plain(
    "a path item",
    &[
        all("$ref", Text),
        all("summary", Text),
        all("description", Text),
        all("get", OPERATION),
        all("put", OPERATION),
        all("post", OPERATION),
        all("delete", OPERATION),
        all("options", OPERATION),
        all("head", OPERATION),
        all("patch", OPERATION),
        all("trace", OPERATION),
        all("query", OPERATION).since(V32),
        all("additionalOperations", Map(&OPERATION)).since(V32),
        all("servers", SERVERS),
        all("parameters", PARAMETERS),
    ],
);

const OPERATIONS: Table = plain(
    "an operation",
    &[
        all("tags", List(&Text)),
        all("summary", Text),
        all("description", Text),
        all("externalDocs", DOCS),
        all("operationId", Text),
        all("parameters", PARAMETERS),
        all("requestBody", Ref(Kind::RequestBody)),
        all("responses", Object(Kind::Responses)).until(V30).expected(),
        all("responses", Object(Kind::Responses)).since(V31),
        all("callbacks", CALLBACKS),
        all("deprecated", Boolean),
        all("security", SECURITY),
        all("servers", SERVERS),
    ],
);

const EXTERNAL_DOCS: Table =
    plain("an external documentation", &[all("description", Text), all("url", Text).expected()]);

const PARAMETER: Table = plain(
    "a parameter",
    &[
        all("name", Text).required(),
        all("in", Word(&["path", "query", "header", "cookie"])).until(V31).required(),
        all("in", Word(&["path", "query", "querystring", "header", "cookie"])).since(V32).required(),
        all("description", Text),
        all("required", Boolean),
        all("deprecated", Boolean),
        all("allowEmptyValue", Boolean),
        all("style", Text),
        all("explode", Boolean),
        all("allowReserved", Boolean),
        all("schema", SCHEMA),
        all("example", Any),
        all("examples", EXAMPLES),
        all("content", CONTENT),
    ],
);

const REQUEST_BODY: Table = plain(
    "a request body",
    &[all("content", CONTENT).expected(), all("description", Text), all("required", Boolean)],
);

const MEDIA_TYPE: Table = plain(
    "a media type",
    &[
        all("schema", SCHEMA),
        all("itemSchema", SCHEMA).since(V32),
        all("example", Any),
        all("examples", EXAMPLES),
        all("encoding", Map(&Object(Kind::Encoding))),
        all("prefixEncoding", List(&Object(Kind::Encoding))).since(V32),
        all("itemEncoding", Object(Kind::Encoding)).since(V32),
    ],
);

const ENCODING: Table = plain(
    "an encoding",
    &[
        all("contentType", Text),
        all("headers", HEADERS),
        all("style", Text),
        all("explode", Boolean),
        all("allowReserved", Boolean),
        all("encoding", Map(&Object(Kind::Encoding))).since(V32),
        all("prefixEncoding", List(&Object(Kind::Encoding))).since(V32),
        all("itemEncoding", Object(Kind::Encoding)).since(V32),
    ],
);

const RESPONSES: Table = Table {
    name: "the responses",
    keywords: &[all("default", Ref(Kind::Response))],
    others: Others::Statuses(Ref(Kind::Response)),
};

const RESPONSE: Table = plain(
    "a response",
    &[
        all("description", Text).until(V31).expected(),
        all("description", Text).since(V32),
        all("summary", Text).since(V32),
        all("headers", HEADERS),
        all("content", CONTENT),
        all("links", Map(&Ref(Kind::Link))),
    ],
);

const CALLBACK: Table = Table { name: "a callback", keywords: &[], others: Others::Any(Ref(Kind::PathItem)) };

const EXAMPLE: Table = plain(
    "an example",
    &[
        all("summary", Text),
        all("description", Text),
        all("value", Any),
        all("externalValue", Text),
        all("dataValue", Any).since(V32),
        all("serializedValue", Text).since(V32),
    ],
);

const LINK: Table = plain(
    "a link",
    &[
        all("operationRef", Text),
        all("operationId", Text),
        all("parameters", Map(&Any)),
        all("requestBody", Any),
        all("description", Text),
        all("server", Object(Kind::Server)),
    ],
);

const HEADER: Table = plain(
    "a header",
    &[
        all("description", Text),
        all("required", Boolean),
        all("deprecated", Boolean),
        all("allowEmptyValue", Boolean),
        all("style", Text),
        all("explode", Boolean),
        all("allowReserved", Boolean),
        all("schema", SCHEMA),
        all("example", Any),
        all("examples", EXAMPLES),
        all("content", CONTENT),
    ],
);

const TAG: Table = plain(
    "a tag",
    &[
        all("name", Text).required(),
        all("description", Text),
        all("externalDocs", DOCS),
        all("summary", Text).since(V32),
        all("parent", Text).since(V32),
        all("kind", Text).since(V32),
    ],
);

const SECURITY_SCHEME: Table = plain(
    "a security scheme",
    &[
        all("type", Word(&["apiKey", "http", "oauth2", "openIdConnect"])).until(V30).required(),
        all("type", Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"])).since(V31).required(),
        all("description", Text),
        all("name", Text),
        all("in", Word(&["query", "header", "cookie"])),
        all("scheme", Text),
        all("bearerFormat", Text),
        all("flows", Object(Kind::OAuthFlows)),
        all("openIdConnectUrl", Text),
        all("oauth2MetadataUrl", Text).since(V32),
        all("deprecated", Boolean).since(V32),
    ],
);

const OAUTH_FLOWS: Table = plain(
    "the flows",
    &[
        all("implicit", FLOW),
        all("password", FLOW),
        all("clientCredentials", FLOW),
        all("authorizationCode", FLOW),
        all("deviceAuthorization", FLOW).since(V32),
    ],
);

const OAUTH_FLOW: Table = plain(
    "a flow",
    &[
        all("authorizationUrl", Text),
        all("tokenUrl", Text),
        all("refreshUrl", Text),
        all("scopes", Map(&Text)).expected(),
        all("deviceAuthorizationUrl", Text).since(V32),
    ],
);

const SECURITY_REQUIREMENT: Table =
    Table { name: "a security requirement", keywords: &[], others: Others::Any(List(&Text)) };
