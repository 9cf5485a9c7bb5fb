namespace RetailSync.Catalog.Tests.Reading;

/// <summary>One fault at a time: a piece of a sound landscape is replaced, and exactly one fault is expected, with its line and column.</summary>
public sealed class LandscapeFaultTests
{
    private const string Version = "- {number: 1, contract: crm/customers@1, stage: active}";
    private const string Consumer = "    scopes: [crm.read]";
    private const string Hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("id: crm/customers", "id: crm", "10:9: 'crm' must be a system and a name, both kebab-case, such as crm/customers.")]
    [InlineData("    system: crm\n    versions", "    system: pos\n    versions", "11:13: The API 'crm/customers' says that it belongs to the system 'crm', not to 'pos'. Change one of the two.")]
    [InlineData("    system: crm\n", "    system: crm\n    owner: nobody\n", "12:12: No team is named 'nobody'. Known: customer-team, stores-team.")]
    [InlineData("    system: crm\n", "    system: crm\n    basePath: crm\n", "12:15: 'crm' must be a slash and one kebab-case segment, such as /crm.")]
    [InlineData("    system: crm\n", "    system: crm\n    basePath: /broker\n", "12:15: '/broker' is reserved for the gateway's own endpoints. Reserved: catalog, events, operations, subscriptions, propagation, broker, problems, requests, _gateway.")]
    [InlineData("    system: crm\n", "    system: crm\n    versioning: {scheme: host}\n", "12:26: 'scheme' cannot be 'host'. Known: path, header, query.")]
    [InlineData("    system: crm\n", "    system: crm\n    versioning: {parameter: V}\n", "12:29: 'parameter' names a header or a query parameter; with the scheme 'path' it has no meaning. Leave it out.")]
    [InlineData("    system: crm\n", "    system: crm\n    versioning: {scheme: header, parameter: A B}\n", "12:45: 'A B' cannot name a header or query parameter. Use letters, digits and hyphens, such as Api-Version.")]
    [InlineData("    system: crm\n", "    system: crm\n    versioning: {default: 7}\n", "12:27: The default version 7 does not exist. The API has: 1.")]
    [InlineData("authority: crm", "authority: crn", "8:55: No system is named 'crn'. Known: crm, pos.")]
    [InlineData("{id: pos, name: Tills", "{id: crm, name: Tills", "6:10: The system 'crm' is defined already, at landscape.yaml:5:10. Each may be defined once.")]
    [InlineData("{id: stores-team,", "{id: customer-team,", "3:10: The team 'customer-team' is defined already, at landscape.yaml:2:10. Each may be defined once.", "6:35: No team is named 'stores-team'. Known: customer-team.")]
    [InlineData("  - {id: crm, name", "  - {name", "5:5: 'id' is missing.", "8:55: No system is named 'crm'. Known: pos.", "11:13: No system is named 'crm'. Known: pos.")]
    public void Read_FaultInSystemsOrApis_IsReported(string from, string to, params string[] expected) => AssertFaults(from, to, expected);

    [Theory]
    [InlineData("- {number: 0, contract: crm/customers@1, stage: active}", "13:18: 'number' must be a whole number from 1 to 999, but is 0.")]
    [InlineData("- {number: 1, stage: active}", "13:9: A version that is not retired needs 'contract', such as crm/customers@1.")]
    [InlineData("- {number: 1, contract: crm-customers, stage: active}", "13:31: 'crm-customers' is no contract id. One reads system/name@major, such as crm/customers@1.")]
    [InlineData("- {number: 2, contract: crm/customers@1, stage: active}", "13:31: The contract 'crm/customers@1' describes version 1, not 2.")]
    [InlineData("- {number: 1, contract: crm/customers@1, stage: dead}", "13:55: 'stage' cannot be 'dead'. Known: proposed, design, active, deprecated, retired.")]
    [InlineData("- {number: 1, contract: crm/customers@1}", "13:9: 'stage' is missing. It is one of: proposed, design, active, deprecated, retired.")]
    [InlineData("- {number: 1, contract: crm/customers@1, stage: deprecated, deprecated: 2026-06-01}", "13:9: A deprecated version needs 'sunset', until when it answers: such as 2027-06-30T23:59:59Z.")]
    [InlineData("- {number: 1, contract: crm/customers@1, stage: deprecated, sunset: 2026-06-01}", "13:9: A deprecated version needs 'deprecated', since when it is: such as 2027-06-30T23:59:59Z.")]
    [InlineData("- {number: 1, contract: crm/customers@1, stage: deprecated, deprecated: 2026-06-02, sunset: 2026-06-01}", "13:99: The sunset 2026-06-01 00:00:00Z lies before the deprecation 2026-06-02 00:00:00Z. A version is deprecated first.")]
    [InlineData("- {number: 1, contract: crm/customers@1, stage: active, sunset: 2026-06-01}", "13:71: 'sunset' belongs to a version whose stage is deprecated or retired. Change the stage, or leave the date out.")]
    [InlineData("- {number: 1, contract: crm/customers@1, stage: active, successor: 2}", "13:74: The successor 2 is not a version of this API. It has: 1.")]
    [InlineData("- {number: 1, contract: crm/customers@1, stage: active, successor: 1}", "13:74: Version 1 cannot be its own successor.")]
    [InlineData("- {number: 1, stage: retired, successor: 2}\n      - {number: 2, stage: retired}", "13:48: The successor 2 is retired; callers would be sent to a version that does not answer. Name one that does.")]
    [InlineData("- {number: 1, contract: crm/customers@1, stage: active, guide: ./move}", "13:70: 'guide' must be an http or https address, but is './move'.")]
    [InlineData("- {number: 1, contract: crm/customers@1, stage: active, colour: red}", "13:63: The key 'colour' is not known here. Known: number, stage, contract, deprecated, sunset, guide, successor, brownouts.")]
    public void Read_FaultInAVersion_IsReported(string version, string expected) => AssertFaults(Version, version, expected);

    [Fact]
    public void Read_NoVersions_IsReported() =>
        AssertFaults("versions:\n      " + Version, "versions: []", "12:15: An API needs 'versions', at least one, such as {number: 1, contract: crm/customers@1, stage: active}.");

    [Fact]
    public void Read_VersionTwice_IsReported() =>
        AssertFaults(Version, $"{Version}\n      - {{number: 1, contract: crm/other@1, stage: active}}", "14:18: The version '1' is defined already, at landscape.yaml:13:18. Each may be defined once.");

    [Fact]
    public void Read_ContractOfTwoVersions_IsReported() =>
        AssertFaults(
            "consumers:",
            "  - {id: pos/tills, versions: [{number: 1, contract: crm/customers@1, stage: active}]}\nconsumers:",
            "14:54: The contract of a version 'crm/customers@1' is defined already, at landscape.yaml:13:31. Each may be defined once.");

    [Fact]
    public void Read_BasePathsThatDifferInNothing_AreReported() =>
        AssertFaults(
            "consumers:",
            "  - {id: crm/leads, versions: [{number: 1, contract: crm/leads@1, stage: active}]}\nconsumers:",
            "14:5: The base path '/crm' is defined already, at landscape.yaml:10:5. Each may be defined once.");

    [Fact]
    public void Read_RetiredDefault_IsReported() =>
        AssertFaults(
            "    versions:\n      " + Version,
            "    versioning: {default: 1}\n    versions: [{number: 1, stage: retired}]",
            "12:27: The default version 1 is retired. Name one that answers, or none.");

    [Theory]
    [InlineData("{from: 2027-01-02, to: 2027-01-02}", "13:146: The window ends at 2027-01-02 00:00:00Z, which is not after its beginning 2027-01-02 00:00:00Z.")]
    [InlineData("{to: 2027-01-02}", "13:123: 'from' is missing.")]
    [InlineData("{from: 2026-01-02, to: 2027-01-02}", "13:130: The window begins before the version is deprecated (2026-06-01 00:00:00Z), when nobody has been told yet.")]
    [InlineData("{from: 2027-01-02, to: 2028-01-02}", "13:146: The window ends after the sunset (2027-06-01 00:00:00Z), from when on the version answers 410 anyway.")]
    [InlineData("{from: 2027-01-01, to: 2027-01-03}, {from: 2027-01-02, to: 2027-01-04}", "13:166: This brown-out window begins before the one at landscape.yaml:13:123 has ended. Join the two.")]
    public void Read_FaultyBrownout_IsReported(string windows, string expected)
    {
        const string Head = "- {number: 1, stage: deprecated, contract: crm/customers@1, ";

        AssertFaults(Version, $"{Head}deprecated: 2026-06-01, sunset: 2027-06-01, brownouts: [{windows}]}}", expected);
    }

    [Theory]
    [InlineData("    scopes: [crm read]", "18:14: 'crm read' is no scope. A scope is one word of visible ASCII without quotes or backslashes, such as crm.read.")]
    [InlineData("    scopes: [a.b, a.b]", "18:19: The scope 'a.b' is defined already, at landscape.yaml:18:14. Each may be defined once.")]
    [InlineData("    scopes: crm.read", "18:13: 'scopes' must be a list, but is a text.")]
    [InlineData("    system: cms", "18:13: No system is named 'cms'. Known: crm, pos.")]
    [InlineData("    priority: urgent", "18:15: 'priority' cannot be 'urgent'. Known: bulk, normal, high, critical.")]
    [InlineData("    subjects: [web-shop]", "18:16: The consumer or subject 'web-shop' is defined already, at landscape.yaml:15:9. Each may be defined once.")]
    [InlineData("    subjects: [one, one]", "18:21: The consumer or subject 'one' is defined already, at landscape.yaml:18:16. Each may be defined once.")]
    [InlineData("  - {id: web-shop, name: Twin, owner: stores-team}", "18:10: The consumer or subject 'web-shop' is defined already, at landscape.yaml:15:9. Each may be defined once.")]
    [InlineData("    keys: [{prefix: rsk_short, sha256: " + Hash + ", created: 2026-01-01}]", "18:21: 'rsk_short' is no key's prefix. One is rsk_ and 8 lower case letters or digits (no i, l, o, u), such as rsk_ab12cd34.")]
    [InlineData("    keys: [{prefix: rsk_ab12cd34, sha256: abc, created: 2026-01-01}]", "18:43: 'sha256' must be the SHA-256 of the whole key: 64 hexadecimal digits. The key itself is never stored.")]
    [InlineData("    keys: [{prefix: rsk_ab12cd34, sha256: " + Hash + "}]", "18:12: 'created' is missing.")]
    [InlineData("    keys: [{prefix: rsk_ab12cd34, sha256: " + Hash + ", created: 2026-01-02, expires: 2026-01-01}]", "18:139: The key expires at 2026-01-01 00:00:00Z, before it was made.")]
    public void Read_FaultInAConsumer_IsReported(string line, string expected) => AssertFaults(Consumer, line, expected);

    [Theory]
    [InlineData("{}", "18:20: A certificate is named by 'sha256' or by 'san', by exactly one of them.")]
    [InlineData("{san: 'dns:a', sha256: " + Hash + "}", "18:20: A certificate is named by 'sha256' or by 'san', by exactly one of them.")]
    [InlineData("{sha256: e3b0}", "18:29: 'e3b0' is no thumbprint. It is the SHA-256 of the certificate: 64 hexadecimal digits, as 'openssl x509 -noout -fingerprint -sha256' prints them.")]
    [InlineData("{san: till-17.example.com}", "18:26: 'till-17.example.com' is no certificate name. It reads dns:till-17.example.com, without wildcards, or uri:spiffe://example.com/till-17.")]
    [InlineData("{san: 'dns:*.example.com'}", "18:26: 'dns:*.example.com' is no certificate name. It reads dns:till-17.example.com, without wildcards, or uri:spiffe://example.com/till-17.")]
    [InlineData("{san: 'uri:till'}", "18:26: 'uri:till' is no certificate name. It reads dns:till-17.example.com, without wildcards, or uri:spiffe://example.com/till-17.")]
    [InlineData("{san: 'dns:A.example.com'}, {san: 'dns:a.example.com'}", "18:54: The certificate name 'dns:a.example.com' is defined already, at landscape.yaml:18:26. Each may be defined once.")]
    [InlineData("{sha256: " + Hash + "}, {sha256: " + Hash + "}", "18:105: The certificate '" + Hash + "' is defined already, at landscape.yaml:18:29. Each may be defined once.")]
    [InlineData("{cn: till}", "18:21: The key 'cn' is not known here. Known: sha256, san.", "18:20: A certificate is named by 'sha256' or by 'san', by exactly one of them.")]
    public void Read_FaultInACertificate_IsReported(string certificates, params string[] expected) => AssertFaults(Consumer, $"    certificates: [{certificates}]", expected);

    [Fact]
    public void Read_KeyPrefixTwice_IsReported() =>
        AssertFaults(
            Consumer,
            $"    keys: [{Key("rsk_ab12cd34", "2026-01-01")}]\n  - {{id: till, name: Till, owner: stores-team, keys: [{Key("rsk_ab12cd34", "2026-01-01")}]}}",
            "19:64: The key 'rsk_ab12cd34' is defined already, at landscape.yaml:18:21. Each may be defined once.");

    [Fact]
    public void Read_ThreeLiveKeys_IsReported() =>
        AssertFaults(
            Consumer,
            $"    keys: [{Key("rsk_00000001", "2026-01-01")}, {Key("rsk_00000002", "2026-01-02")}, {Key("rsk_00000003", "2026-01-03")}]",
            "18:11: More than two keys work at the same time from 2026-01-03 00:00:00Z on. Give an older one an expiry, or remove it.");

    [Fact]
    public void Read_ThirdKeyAfterTheFirstExpired_IsAccepted() =>
        AssertFaults(
            Consumer,
            $"    keys: [{Key("rsk_00000001", "2026-01-01", "2026-01-03")}, {Key("rsk_00000002", "2026-01-02")}, {Key("rsk_00000003", "2026-01-03")}]");

    private static string Key(string prefix, string created, string? expires = null) =>
        $"{{prefix: {prefix}, sha256: {Hash}, created: {created}{(expires is null ? "" : $", expires: {expires}")}}}";

    private static void AssertFaults(string from, string to, params string[] expected)
    {
        Assert.Contains(from, LandscapeFolder.Small, StringComparison.Ordinal);
        using var folder = new LandscapeFolder(LandscapeFolder.Small.Replace(from, to, StringComparison.Ordinal));

        var faults = folder.Faults().Select(fault => fault.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));

        Assert.Equal(expected.Select(fault => $"landscape.yaml:{fault}"), faults);
    }
}
