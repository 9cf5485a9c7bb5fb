namespace RetailSync.Architecture.Reading;

public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a // b", "a     ", "  // b")]
    [InlineData("a /* b\n c */ d", "a     \n      d", "  /* b\n c */  ")]
    [InlineData("f(\"// no\");", "f(\"     \");", "           ")]
    [InlineData("f($\"a{b}c\");", "f($\" {b} \");", "            ")]
    [InlineData("f($\"{{a}}\");", "f($\"     \");", "            ")]
    [InlineData("'\"' + x", "' ' + x", "       ")]
    [InlineData("'\\'' + x", "'  ' + x", "        ")]
    [InlineData("\"\"\" a\"b \"\"\" + x", "\"\"\"     \"\"\" + x", "               ")]
    [InlineData("#error don't\nx", "#error don't\nx", "            \n ")]
    [InlineData("$\"{a[\"k\"]}\"", "$\"{a[\" \"]}\"", "           ")]
    public void Parse_Sample_SeparatesCodeFromComments(string source, string code, string comments)
    {
        var text = CSharpText.Parse(source);

        Assert.Equal(code, text.Code);
        Assert.Equal(comments, text.Comments);
    }
}
