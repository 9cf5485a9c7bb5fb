using RetailSync.Gateway;

namespace RetailSync.Catalog.Tests.Reading;

public sealed class LandscapeReaderTests
{
    [Fact]
    public void Read_SmallLandscape_FillsInTheDefaults()
    {
        using var folder = new LandscapeFolder();

        var landscape = folder.Read();

        var api = Assert.Single(landscape.Apis);
        Assert.Equal(("crm/customers", "crm", "customer-team", "/crm"), (api.Id, api.System, api.Owner, api.BasePath));
        Assert.Equal((VersionScheme.Path, null), (api.Scheme, api.DefaultVersion));
        Assert.Equal(("crm/customers", 1, "/crm/v1", LifeStage.Active), Facts(api.Versions[1]));
        Assert.Equal(["customer"], landscape.Systems[0].Domains);
        Assert.Empty(landscape.Systems[1].Domains);

        static (string, int, string, LifeStage) Facts(ApiVersion version) => (version.ApiId, version.Number, version.PathPrefix, version.Stage);
    }

    [Fact]
    public void Read_SeveralFiles_AreMerged()
    {
        using var folder = new LandscapeFolder();
        folder.Write("a-first.yaml", "consumers: [{id: till, name: Till, owner: stores-team, system: pos, scopes: []}]");
        folder.Write("z-last.yml", "consumers: [{id: robot, name: Robot, owner: stores-team}]");
        folder.Write("notes.txt", "not: [yaml");

        var landscape = folder.Read();

        Assert.Equal(["till", "web-shop", "robot"], landscape.Consumers.All.Select(consumer => consumer.Id));
    }

    [Fact]
    public void Read_Priority_IsTheConsumersOrNone()
    {
        using var folder = new LandscapeFolder();
        folder.Write("a-first.yaml", "consumers: [{id: feed, name: Feed, owner: stores-team, priority: bulk}, {id: till, name: Till, owner: stores-team}]");

        var consumers = folder.Read().Consumers;

        Assert.Equal(Priority.Bulk, consumers.Find("feed")!.Priority);
        Assert.Null(consumers.Find("till")!.Priority);
    }

    [Fact]
    public void Read_DeprecatedVersion_KeepsDatesAndOrdersBrownouts()
    {
        using var folder = new LandscapeFolder(LandscapeFolder.Small.Replace(
            "- {number: 1, contract: crm/customers@1, stage: active}",
            """
            - number: 1
                    contract: crm/customers@1
                    stage: deprecated
                    deprecated: 2026-06-01
                    sunset: 2027-06-30T23:59:59Z
                    successor: 2
                    guide: https://example.com/move
                    brownouts:
                      - {from: 2027-05-02T00:00:00Z, to: 2027-05-02T01:00:00Z}
                      - {from: 2027-05-01T02:00:00+02:00, to: 2027-05-01T03:00:00+02:00}
                  - {number: 2, contract: crm/customers@2, stage: active}
            """,
            StringComparison.Ordinal));

        var version = folder.Read().FindVersion("crm/customers@1")!;

        Assert.Equal(Moment("2026-06-01T00:00:00Z"), version.DeprecatedAt);
        Assert.Equal(Moment("2027-06-30T23:59:59Z"), version.SunsetAt);
        Assert.Equal(2, version.Successor);
        Assert.Equal(new Uri("https://example.com/move"), version.MigrationGuide);
        Assert.Equal(
            [new Brownout(Moment("2027-05-01T00:00:00Z"), Moment("2027-05-01T01:00:00Z")), new Brownout(Moment("2027-05-02T00:00:00Z"), Moment("2027-05-02T01:00:00Z"))],
            version.Brownouts);
    }

    [Fact]
    public void Read_SeveralFaults_ReportsEachOnce()
    {
        using var folder = new LandscapeFolder("""
            teams: [{id: a-team, name: A, contact: a@example.com}]
            systems: [{id: crm, name: CRM, owner: b-team}, {id: events, name: E, owner: a-team}]
            consumers: [{id: Web_Shop, owner: a-team}]
            extra: 1
            """);

        var faults = folder.Faults();

        Assert.Equal(
            [
                "landscape.yaml:2:39: No team is named 'b-team'. Known: a-team.",
                "landscape.yaml:2:53: 'events' is reserved for the gateway's own endpoints. Reserved: catalog, events, operations, subscriptions, propagation, broker, problems, requests, _gateway.",
                "landscape.yaml:3:13: 'name' is missing.",
                "landscape.yaml:3:18: 'Web_Shop' must be kebab-case: lower case letters, digits and single hyphens, such as web-shop.",
                "landscape.yaml:4:1: The key 'extra' is not known here. Known: teams, systems, domains, apis, consumers.",
            ],
            faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_Certificates_AreBroughtIntoOneForm()
    {
        const string Printed = "E3:B0:C4:42:98:FC:1C:14:9A:FB:F4:C8:99:6F:B9:24:27:AE:41:E4:64:9B:93:4C:A4:95:99:1B:78:52:B8:55";
        using var folder = new LandscapeFolder(LandscapeFolder.Small.Replace(
            "    scopes: [crm.read]",
            $"    certificates:\n      - {{sha256: '{Printed}'}}\n      - {{san: 'dns:Till-17.Example.com'}}\n      - {{san: 'uri:spiffe://example.com/Till'}}",
            StringComparison.Ordinal));

        var consumer = Assert.Single(folder.Read().Consumers.All);

        Assert.Equal(
            [new("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", null), new(null, "dns:till-17.example.com"), new(null, "uri:spiffe://example.com/Till")],
            consumer.Certificates);
    }

    [Fact]
    public void Read_MissingFolder_IsAFault()
    {
        var faults = new List<ConfigFault>();

        LandscapeReader.Read("/nowhere/landscape", faults);

        Assert.Equal("/nowhere/landscape: The landscape folder does not exist. It holds the files that list teams, systems, APIs and consumers.", Assert.Single(faults).ToString());
    }

    [Fact]
    public void Read_EmptyFolder_IsAFault()
    {
        using var folder = new LandscapeFolder("", "readme.txt");

        Assert.EndsWith("The landscape folder holds no *.yaml file.", Assert.Single(folder.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BrokenYaml_NamesFileAndLine()
    {
        using var folder = new LandscapeFolder();
        folder.Write("broken.yaml", "teams:\n  - {id: x\nsystems: []\n");

        Assert.StartsWith("broken.yaml:", Assert.Single(folder.Faults()), StringComparison.Ordinal);
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, null);
}
