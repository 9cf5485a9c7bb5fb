using RetailSync.Contracts.Lint.Rules;
using RetailSync.Contracts.Lint.Rules.Events;
using RetailSync.Contracts.Lint.Rules.Naming;
using RetailSync.Contracts.Lint.Rules.Ownership;
using RetailSync.Contracts.Lint.Rules.Payloads;
using RetailSync.Contracts.Lint.Rules.Reuse;
using RetailSync.Contracts.Lint.Rules.Security;
using RetailSync.Contracts.Lint.Rules.Versioning;

namespace RetailSync.Contracts.Lint;

/// <summary>All rules. A new one is a class, a line here and a page under <c>docs/rules</c>; an id is never used again.</summary>
internal static class RuleTable
{
    public static readonly IReadOnlyList<RuleEntry> All =
    [
        new("RS-001", LintLevel.Error, "The gateway can read the contract.", new ReadableContract()),

        new("RS-101", LintLevel.Error, "Path segments are written in kebab-case.", new KebabCasePaths()),
        new("RS-102", LintLevel.Warning, "The segment before a parameter is a plural noun.", new PluralCollections()),
        new("RS-103", LintLevel.Error, "Paths name things; what is done to them is said by the method.", new NoVerbsInPaths()),
        new("RS-104", LintLevel.Info, "A step in the life of a thing is a noun of its own.", new NoActionsInPaths()),
        new("RS-105", LintLevel.Error, "Every operation has an operationId of its own.", new UniqueOperationIds()),
        new("RS-106", LintLevel.Warning, "All operationIds of a contract are in one case.", new OneCaseForOperationIds()),
        new("RS-107", LintLevel.Warning, "All property names of a contract are in one case.", new OneCaseForProperties()),
        new("RS-108", LintLevel.Warning, "All query and path parameters of a contract are in one case.", new OneCaseForParameters()),
        new("RS-109", LintLevel.Error, "Event types name a domain, an entity, what happened to it, and the major version.", new EventTypeNames()),
        new("RS-110", LintLevel.Warning, "Names of shared schemas are in PascalCase.", new PascalCaseSchemas()),
        new("RS-111", LintLevel.Warning, "Addresses of channels are in lower case, with dots or slashes between words.", new ChannelAddresses()),

        new("RS-201", LintLevel.Error, "info.version is a semantic version of three numbers.", new SemanticVersion()),
        new("RS-202", LintLevel.Warning, "The version is asked for in one place only.", new OneVersionScheme()),
        new("RS-203", LintLevel.Error, "What is deprecated says when it ends.", new DeprecatedHasSunset()),
        new("RS-204", LintLevel.Error, "x-sunset is a date of a thing that is deprecated.", new SunsetIsDate()),
        new("RS-205", LintLevel.Error, "x-stability-level is draft, alpha, beta or stable.", new StabilityLevels()),

        new("RS-301", LintLevel.Error, "Every operation is secured, or says that it is public.", new SecuredOrPublic()),
        new("RS-302", LintLevel.Error, "A requirement of OAuth or OpenID Connect names scopes.", new ScopesAreNamed()),
        new("RS-303", LintLevel.Error, "No API key is sent in the URL.", new NoKeysInUrls()),
        new("RS-304", LintLevel.Error, "No parameter in path or query carries a secret.", new NoSecretsInParameters()),
        new("RS-305", LintLevel.Warning, "Addresses of servers and of token issuers are https.", new EncryptedAddresses()),
        new("RS-306", LintLevel.Warning, "Callers do not send a name and password.", new NoBasicAuthentication()),
        new("RS-307", LintLevel.Warning, "A secured operation declares its refusals.", new RefusalsAreDeclared()),

        new("RS-401", LintLevel.Error, "4xx and 5xx answers are problem+json.", new ProblemsForErrors()),
        new("RS-402", LintLevel.Warning, "Texts that a caller sends are bounded.", new BoundedStrings()),
        new("RS-403", LintLevel.Warning, "Lists are bounded.", new BoundedArrays()),
        new("RS-404", LintLevel.Warning, "Formats are known.", new KnownFormats()),
        new("RS-405", LintLevel.Error, "Money is no floating-point number.", new NoFloatsForMoney()),
        new("RS-406", LintLevel.Error, "An amount with a currency is minor units and ISO 4217.", new MoneyShape()),
        new("RS-407", LintLevel.Warning, "Money stands with its currency.", new MoneyHasCurrency()),
        new("RS-408", LintLevel.Warning, "GTIN, GLN, SSCC and SKU have their formats.", new SharedIdentifierFormats()),
        new("RS-409", LintLevel.Error, "Examples of GTIN, GLN and SSCC have the right check digit.", new CheckDigits()),
        new("RS-410", LintLevel.Error, "Examples fit their schemas.", new ValidExamples()),
        new("RS-411", LintLevel.Warning, "Operations that list things give them a page at a time.", new ListsArePaged()),
        new("RS-412", LintLevel.Warning, "JSON answers are objects, not lists.", new ObjectsAtTheRoot()),
        new("RS-413", LintLevel.Warning, "POSTs that move money or stock take an Idempotency-Key.", new IdempotencyKeys()),
        new("RS-414", LintLevel.Info, "Enums in answers can grow.", new ExtensibleEnums()),
        new("RS-415", LintLevel.Warning, "Moments and days have their formats.", new TimesHaveFormats()),

        new("RS-501", LintLevel.Info, "A schema that nearly repeats a shared one refers to it.", new NoNearDuplicates()),
        new("RS-502", LintLevel.Warning, "What is shared is used.", new ComponentsAreUsed()),

        new("RS-601", LintLevel.Error, "x-retailsync-owner names a system.", new OwnerIsASystem()),
        new("RS-602", LintLevel.Warning, "A field of another domain that can be written names its owner.", new ForeignFieldsNameTheirOwner()),

        new("RS-701", LintLevel.Error, "The data of an event has a schema.", new EventHasSchema()),
        new("RS-702", LintLevel.Error, "The key of an event is a property that is always there.", new EventKeyExists()),
        new("RS-703", LintLevel.Info, "An operation that changes state declares its event.", new ChangesAreTold()),
        new("RS-704", LintLevel.Warning, "Personal data in events is classified.", new PersonalDataIsClassified()),
        new("RS-705", LintLevel.Warning, "The type of a declared event has an event contract.", new EventHasContract()),
    ];
}
