using RetailSync.Contracts.OpenApi;

namespace RetailSync.Contracts.Tests.OpenApi;

public class PathTemplateTests
{
    [Theory]
    [InlineData("/", "/", "")]
    [InlineData("/customers", "/customers", "")]
    [InlineData("/customers/", "/customers/", "")]
    [InlineData("/customers/{customerId}", "/customers/{}", "customerId")]
    [InlineData("/files/{name}.{ext}", "/files/{}.{}", "name,ext")]
    [InlineData("/v-{a}:{b}-x/{c}", "/v-{}:{}-x/{}", "a,b,c")]
    public void Parse_GoodTemplate_HasShapeAndParameters(string text, string shape, string parameters)
    {
        var template = PathTemplate.Parse(text, out var fault);

        Assert.Null(fault);
        Assert.Equal(shape, template!.Shape);
        Assert.Equal(parameters, string.Join(',', template.Parameters));
    }

    [Theory]
    [InlineData("customers", "The path 'customers' must start with a slash.")]
    [InlineData("", "The path '' must start with a slash.")]
    [InlineData("/a?x=1", "The path '/a?x=1' must not contain '?'; write plain characters, and leave queries to parameters.")]
    [InlineData("/a%20b", "The path '/a%20b' must not contain '%'; write plain characters, and leave queries to parameters.")]
    [InlineData("/a#b", "The path '/a#b' must not contain '#'; write plain characters, and leave queries to parameters.")]
    [InlineData("/a//b", "The path '/a//b' has an empty or dotted segment, which no request can have.")]
    [InlineData("/a/../b", "The path '/a/../b' has an empty or dotted segment, which no request can have.")]
    [InlineData("/{a", "The path '/{a' cannot be read: the braces in '{a' do not pair up.")]
    [InlineData("/a}", "The path '/a}' cannot be read: the braces in 'a}' do not pair up.")]
    [InlineData("/{a{b}}", "The path '/{a{b}}' cannot be read: the braces in '{a{b}}' do not pair up.")]
    [InlineData("/{a/b}", "The path '/{a/b}' cannot be read: the braces in '{a' do not pair up.")]
    [InlineData("/{}", "The path '/{}' cannot be read: a parameter in '{}' has no name, or one with spaces.")]
    [InlineData("/{a}{b}", "The path '/{a}{b}' cannot be read: in '{a}{b}' two parameters touch, so nothing tells where one ends.")]
    [InlineData("/{a}/{a}", "The path '/{a}/{a}' names the parameter 'a' twice.")]
    public void Parse_BadTemplate_SaysWhy(string text, string fault)
    {
        var template = PathTemplate.Parse(text, out var found);

        Assert.Null(template);
        Assert.Equal(fault, found);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Parse_Segments_EndAt64(int segments, bool good)
    {
        var template = PathTemplate.Parse(string.Concat(Enumerable.Repeat("/a", segments)), out _);

        Assert.Equal(good, template is not null);
    }
}
