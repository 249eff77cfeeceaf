//! What can happen to a schema: every kind of difference, its word in rule ids, and the kind that is seen when the two
//! documents change places.

macro_rules! kinds {
    ($($variant:ident $word:literal $mirror:expr,)*) => {
        /// A kind of difference between two schemas, free of direction.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the table of rules explains each")]
        pub enum Kind {
            $($variant,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word that ids of rules end in, where they are not older than this table.
            ///
            /// ```
            /// use specwright::diff::Kind;
            ///
            /// assert_eq!(Kind::MaxDecreased.word(), "max-decreased");
            /// ```
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The kind that is seen when the documents change places; none for what depends on the day it is.
            #[must_use]
            pub const fn mirror(self) -> Option<Self> {
                use Kind::*;
                match self {
                    $(Self::$variant => $mirror,)*
                }
            }
        }
    };
}

kinds! {
    // The type.
    TypeChanged "type-changed" Some(TypeChanged),
    TypeGeneralized "type-generalized" Some(TypeSpecialized),
    TypeSpecialized "type-specialized" Some(TypeGeneralized),
    TypesWidened "list-of-types-widened" Some(TypesNarrowed),
    TypesNarrowed "list-of-types-narrowed" Some(TypesWidened),
    BecameNullable "became-nullable" Some(BecameNotNullable),
    BecameNotNullable "became-not-nullable" Some(BecameNullable),
    // Listed values.
    BecameEnum "became-enum" Some(BecameNotEnum),
    BecameNotEnum "became-not-enum" Some(BecameEnum),
    EnumValueAdded "enum-value-added" Some(EnumValueRemoved),
    EnumValueRemoved "enum-value-removed" Some(EnumValueAdded),
    ExtensibleEnumValueAdded "x-extensible-enum-value-added" Some(ExtensibleEnumValueRemoved),
    ExtensibleEnumValueRemoved "x-extensible-enum-value-removed" Some(ExtensibleEnumValueAdded),
    ConstAdded "const-added" Some(ConstRemoved),
    ConstRemoved "const-removed" Some(ConstAdded),
    ConstChanged "const-changed" Some(ConstChanged),
    // Numbers.
    MaxSet "max-set" Some(MaxUnset),
    MaxUnset "max-unset" Some(MaxSet),
    MaxDecreased "max-decreased" Some(MaxIncreased),
    MaxIncreased "max-increased" Some(MaxDecreased),
    ExclusiveMaxSet "exclusive-max-set" Some(ExclusiveMaxUnset),
    ExclusiveMaxUnset "exclusive-max-unset" Some(ExclusiveMaxSet),
    ExclusiveMaxDecreased "exclusive-max-decreased" Some(ExclusiveMaxIncreased),
    ExclusiveMaxIncreased "exclusive-max-increased" Some(ExclusiveMaxDecreased),
    MinSet "min-set" Some(MinUnset),
    MinUnset "min-unset" Some(MinSet),
    MinIncreased "min-increased" Some(MinDecreased),
    MinDecreased "min-decreased" Some(MinIncreased),
    ExclusiveMinSet "exclusive-min-set" Some(ExclusiveMinUnset),
    ExclusiveMinUnset "exclusive-min-unset" Some(ExclusiveMinSet),
    ExclusiveMinIncreased "exclusive-min-increased" Some(ExclusiveMinDecreased),
    ExclusiveMinDecreased "exclusive-min-decreased" Some(ExclusiveMinIncreased),
    MultipleOfSet "multiple-of-set" Some(MultipleOfUnset),
    MultipleOfUnset "multiple-of-unset" Some(MultipleOfSet),
    MultipleOfChanged "multiple-of-changed" Some(MultipleOfChanged),
    // Text.
    MaxLengthSet "max-length-set" Some(MaxLengthUnset),
    MaxLengthUnset "max-length-unset" Some(MaxLengthSet),
    MaxLengthDecreased "max-length-decreased" Some(MaxLengthIncreased),
    MaxLengthIncreased "max-length-increased" Some(MaxLengthDecreased),
    MinLengthIncreased "min-length-increased" Some(MinLengthDecreased),
    MinLengthDecreased "min-length-decreased" Some(MinLengthIncreased),
    PatternAdded "pattern-added" Some(PatternRemoved),
    PatternRemoved "pattern-removed" Some(PatternAdded),
    PatternChanged "pattern-changed" Some(PatternChanged),
    PatternGeneralized "pattern-generalized" Some(PatternSpecialized),
    PatternSpecialized "pattern-specialized" Some(PatternGeneralized),
    ContentEncodingChanged "content-encoding-changed" Some(ContentEncodingChanged),
    ContentMediaTypeChanged "content-media-type-changed" Some(ContentMediaTypeChanged),
    ContentSchemaAdded "content-schema-added" Some(ContentSchemaRemoved),
    ContentSchemaRemoved "content-schema-removed" Some(ContentSchemaAdded),
    // Arrays.
    MaxItemsSet "max-items-set" Some(MaxItemsUnset),
    MaxItemsUnset "max-items-unset" Some(MaxItemsSet),
    MaxItemsDecreased "max-items-decreased" Some(MaxItemsIncreased),
    MaxItemsIncreased "max-items-increased" Some(MaxItemsDecreased),
    MinItemsSet "min-items-set" Some(MinItemsUnset),
    MinItemsUnset "min-items-unset" Some(MinItemsSet),
    MinItemsIncreased "min-items-increased" Some(MinItemsDecreased),
    MinItemsDecreased "min-items-decreased" Some(MinItemsIncreased),
    UniqueItemsSet "unique-items-set" Some(UniqueItemsUnset),
    UniqueItemsUnset "unique-items-unset" Some(UniqueItemsSet),
    ItemsConstrained "items-schema-added" Some(ItemsFreed),
    ItemsFreed "items-schema-removed" Some(ItemsConstrained),
    PrefixItemsAdded "prefix-items-added" Some(PrefixItemsRemoved),
    PrefixItemsRemoved "prefix-items-removed" Some(PrefixItemsAdded),
    ContainsAdded "contains-added" Some(ContainsRemoved),
    ContainsRemoved "contains-removed" Some(ContainsAdded),
    MinContainsIncreased "min-contains-increased" Some(MinContainsDecreased),
    MinContainsDecreased "min-contains-decreased" Some(MinContainsIncreased),
    MaxContainsDecreased "max-contains-decreased" Some(MaxContainsIncreased),
    MaxContainsIncreased "max-contains-increased" Some(MaxContainsDecreased),
    UnevaluatedItemsAdded "unevaluated-items-added" Some(UnevaluatedItemsRemoved),
    UnevaluatedItemsRemoved "unevaluated-items-removed" Some(UnevaluatedItemsAdded),
    // Objects.
    MaxPropertiesSet "max-properties-set" Some(MaxPropertiesUnset),
    MaxPropertiesUnset "max-properties-unset" Some(MaxPropertiesSet),
    MaxPropertiesDecreased "max-properties-decreased" Some(MaxPropertiesIncreased),
    MaxPropertiesIncreased "max-properties-increased" Some(MaxPropertiesDecreased),
    MinPropertiesIncreased "min-properties-increased" Some(MinPropertiesDecreased),
    MinPropertiesDecreased "min-properties-decreased" Some(MinPropertiesIncreased),
    AdditionalClosed "additional-properties-closed" Some(AdditionalOpened),
    AdditionalOpened "additional-properties-opened" Some(AdditionalClosed),
    AdditionalConstrained "additional-properties-schema-added" Some(AdditionalFreed),
    AdditionalFreed "additional-properties-schema-removed" Some(AdditionalConstrained),
    PatternPropertyAdded "pattern-property-added" Some(PatternPropertyRemoved),
    PatternPropertyRemoved "pattern-property-removed" Some(PatternPropertyAdded),
    PropertyNamesAdded "property-names-added" Some(PropertyNamesRemoved),
    PropertyNamesRemoved "property-names-removed" Some(PropertyNamesAdded),
    DependentRequiredAdded "dependent-required-added" Some(DependentRequiredRemoved),
    DependentRequiredRemoved "dependent-required-removed" Some(DependentRequiredAdded),
    DependentRequiredChanged "dependent-required-changed" Some(DependentRequiredChanged),
    DependentSchemaAdded "dependent-schema-added" Some(DependentSchemaRemoved),
    DependentSchemaRemoved "dependent-schema-removed" Some(DependentSchemaAdded),
    UnevaluatedPropertiesAdded "unevaluated-properties-added" Some(UnevaluatedPropertiesRemoved),
    UnevaluatedPropertiesRemoved "unevaluated-properties-removed" Some(UnevaluatedPropertiesAdded),
    // Properties of an object.
    AddedRequired "added-required" Some(RemovedRequired),
    RemovedRequired "removed-required" Some(AddedRequired),
    AddedRequiredWithDefault "added-required-with-default" Some(RemovedRequiredWithDefault),
    RemovedRequiredWithDefault "removed-required-with-default" Some(AddedRequiredWithDefault),
    AddedOptional "added-optional" Some(RemovedOptional),
    RemovedOptional "removed-optional" Some(AddedOptional),
    BecameRequired "became-required" Some(BecameOptional),
    BecameOptional "became-optional" Some(BecameRequired),
    BecameRequiredWithDefault "became-required-with-default" Some(BecameOptionalWithDefault),
    BecameOptionalWithDefault "became-optional-with-default" Some(BecameRequiredWithDefault),
    OptionalBecameReadOnly "optional-became-read-only" Some(OptionalBecameNotReadOnly),
    OptionalBecameNotReadOnly "optional-became-not-read-only" Some(OptionalBecameReadOnly),
    RequiredBecameReadOnly "required-became-read-only" Some(RequiredBecameNotReadOnly),
    RequiredBecameNotReadOnly "required-became-not-read-only" Some(RequiredBecameReadOnly),
    OptionalBecameWriteOnly "optional-became-write-only" Some(OptionalBecameNotWriteOnly),
    OptionalBecameNotWriteOnly "optional-became-not-write-only" Some(OptionalBecameWriteOnly),
    RequiredBecameWriteOnly "required-became-write-only" Some(RequiredBecameNotWriteOnly),
    RequiredBecameNotWriteOnly "required-became-not-write-only" Some(RequiredBecameWriteOnly),
    // Schemas that are combined.
    OneOfAdded "one-of-added" Some(OneOfRemoved),
    OneOfRemoved "one-of-removed" Some(OneOfAdded),
    AnyOfAdded "any-of-added" Some(AnyOfRemoved),
    AnyOfRemoved "any-of-removed" Some(AnyOfAdded),
    WrappedInOneOf "wrapped-in-one-of" Some(UnwrappedFromOneOf),
    UnwrappedFromOneOf "unwrapped-from-one-of" Some(WrappedInOneOf),
    ExtendedToOneOf "extended-to-one-of" Some(ReducedFromOneOf),
    ReducedFromOneOf "reduced-from-one-of" Some(ExtendedToOneOf),
    ExtendedToAnyOf "extended-to-any-of" Some(ReducedFromAnyOf),
    ReducedFromAnyOf "reduced-from-any-of" Some(ExtendedToAnyOf),
    ChoiceAdded "choice-added" Some(ChoiceRemoved),
    ChoiceRemoved "choice-removed" Some(ChoiceAdded),
    OneOfBecameAnyOf "one-of-became-any-of" Some(AnyOfBecameOneOf),
    AnyOfBecameOneOf "any-of-became-one-of" Some(OneOfBecameAnyOf),
    NotAdded "not-added" Some(NotRemoved),
    NotRemoved "not-removed" Some(NotAdded),
    NotChanged "not-changed" Some(NotChanged),
    IfAdded "if-added" Some(IfRemoved),
    IfRemoved "if-removed" Some(IfAdded),
    IfChanged "if-changed" Some(IfChanged),
    ThenAdded "then-added" Some(ThenRemoved),
    ThenRemoved "then-removed" Some(ThenAdded),
    ElseAdded "else-added" Some(ElseRemoved),
    ElseRemoved "else-removed" Some(ElseAdded),
    DiscriminatorAdded "discriminator-added" Some(DiscriminatorRemoved),
    DiscriminatorRemoved "discriminator-removed" Some(DiscriminatorAdded),
    DiscriminatorRenamed "discriminator-property-name-changed" Some(DiscriminatorRenamed),
    MappingAdded "discriminator-mapping-added" Some(MappingDeleted),
    MappingDeleted "discriminator-mapping-deleted" Some(MappingAdded),
    MappingChanged "discriminator-mapping-changed" Some(MappingChanged),
    // What is said about a value beside which values there are.
    DefaultAdded "default-value-added" Some(DefaultRemoved),
    DefaultRemoved "default-value-removed" Some(DefaultAdded),
    DefaultChanged "default-value-changed" Some(DefaultChanged),
    XmlChanged "xml-changed" Some(XmlChanged),
    Deprecated "deprecated" Some(Reactivated),
    Reactivated "reactivated" Some(Deprecated),
    DeprecatedWithSunset "deprecated-with-sunset" Some(ReactivatedWithSunset),
    ReactivatedWithSunset "reactivated-with-sunset" Some(DeprecatedWithSunset),
    SunsetMissing "deprecated-sunset-missing" None,
    SunsetInvalid "deprecated-sunset-invalid" None,
    SunsetTooSmall "sunset-date-too-small" None,
    StabilityDecreased "stability-decreased" Some(StabilityIncreased),
    StabilityIncreased "stability-increased" Some(StabilityDecreased),
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn every_kind_mirrors_its_mirror() {
        for kind in Kind::ALL {
            if let Some(mirror) = kind.mirror() {
                assert_eq!(mirror.mirror(), Some(*kind), "{kind:?}");
            }
        }
    }
}
