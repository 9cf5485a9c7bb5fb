using System.Globalization;
using System.Xml.Linq;
using RetailSync.Cli.Tour;

namespace RetailSync.Cli.Tests.Tour;

public sealed class TellingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Step_RoomBesideTheRequest_PutsTheFactsThere()
    {
        var told = Told(Step() with { Facts = ["version \"1\"", "Hamburg"] });

        Assert.Equal(
            """
            200 crm        The desk reads.
                           GET /crm/v2/customers/C-100234  → version "1"  · Hamburg
            """,
            told);
    }

    [Fact]
    public void Step_NoRoomBesideTheRequest_PutsTheFactsBelow()
    {
        var told = Told(Step() with { Headers = ["If-Match: \"1\""], Facts = [new string('x', 60)] });

        Assert.Equal(
            $"""
            200 crm        The desk reads.
                           GET /crm/v2/customers/C-100234  If-Match: "1"
                           → {new string('x', 60)}
            """,
            told);
    }

    [Fact]
    public void Step_NotAsTheStoryNeeds_ShowsTheBody()
    {
        var told = Told(Step() with { Status = 503, ProducedBy = "gateway", Fault = "No.", Body = new System.Text.Json.Nodes.JsonObject { ["type"] = "/problems/<x>" } });

        Assert.Equal(
            """
            503 gateway    The desk reads.
                           GET /crm/v2/customers/C-100234  → not what the story needs
            {
              "type": "/problems/<x>"
            }
            """,
            told);
    }

    [Fact]
    public void ToSvg_Step_EveryRunStandsInItsCell()
    {
        using var teller = new ConsoleTeller(TextWriter.Null, noColor: false);
        teller.Step(Step() with { Words = "She says <hello> & goes." });

        var runs = XDocument.Parse(teller.ToSvg("a title")).Descendants(Svg + "text").Skip(1)
            .Select(run => $"{Cell(run, "x", 18)} {Cell(run, "textLength", 0)} {run.Attribute("fill")?.Value} {run.Value}");

        Assert.Equal(
            [
                "0 3 #56d364 200", "4 3 #79c0ff crm", "15 24  She says <hello> & goes.", "15 30 #8b949e GET /crm/v2/customers/C-100234",
            ],
            runs);
    }

    [Fact]
    public void Picture_InTheDocs_ShowsEveryChapter()
    {
        var picture = XDocument.Load(Path.Combine(GatewayFolder.Repository, "docs", "tour.svg")).Descendants(Svg + "text").Select(run => run.Value).ToList();

        Assert.Equal(Chapters.All.Select((chapter, index) => $"{index}  {chapter.Title}"), picture.Where(run => run.Length > 3 && char.IsAsciiDigit(run[0]) && run[1..3] == "  "));
        Assert.Contains("each exactly once.", picture);
    }

    private static TourStep Step() => new() { Words = "The desk reads.", Method = "GET", Path = "/crm/v2/customers/C-100234", Status = 200, ProducedBy = "crm" };

    private static string Told(TourStep step)
    {
        using var writer = new StringWriter();
        using var teller = new ConsoleTeller(writer, noColor: true);
        teller.Step(step);
        return string.Join(Environment.NewLine, writer.ToString().Split('\n').Select(line => line.TrimEnd())).TrimEnd();
    }

    private static int Cell(XElement run, string attribute, double from) =>
        (int)Math.Round((double.Parse(run.Attribute(attribute)!.Value, CultureInfo.InvariantCulture) - from) / 8.4);
}
