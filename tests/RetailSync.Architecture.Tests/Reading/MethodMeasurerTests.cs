namespace RetailSync.Architecture.Reading;

public sealed class MethodMeasurerTests
{
    [Theory]
    [InlineData("class A { void M() { } }", "M:1:1")]
    [InlineData("class A\n{\n    void M()\n    {\n        F();\n    }\n\n    int N() => 1;\n}", "M:3:4 N:8:1")]
    [InlineData("namespace X;\nclass A\n{\n    int P { get; } = 3;\n    int[] _table =\n    [\n        1,\n    ];\n}", "P:4:1")]
    [InlineData("class A\n{\n    [Fact]\n    [InlineData(1)]\n    public async Task M<T>(int a = 3)\n        where T : class\n    {\n    }\n}", "M:5:4")]
    [InlineData("class A\n{\n    int M(int a) => a switch\n    {\n        1 => 2,\n        _ => 3,\n    };\n    void N() { }\n}", "M:3:5 N:8:1")]
    [InlineData("class A\n{\n    static bool operator ==(A a, A b) => true;\n    A() : base(1)\n    {\n    }\n}", "operator ==:3:1 A:4:3")]
    [InlineData("class A { class B { void M() { } } void N() { } }", "M:1:1 N:1:1")]
    [InlineData("enum E { A, B = 2 }\nrecord R(int X) { void M() { } }\nrecord Q(int X);\ninterface I { void M(); }", "M:2:1")]
    [InlineData("class A\n{\n    Action _a = () =>\n    {\n        F();\n    };\n    void M()\n    {\n        void Inner()\n        {\n        }\n    }\n}", "M:7:6")]
    [InlineData("class A\n{\n#if X\n    void M() { }\n#endif\n    string N() => $\"{F(\"}\")} {{ }}\";\n    void O() { }\n}", "M:4:1 N:6:1 O:7:1")]
    [InlineData("class A\n{\n    void M() { var c = '}'; var s = \"}\"; /* } */ } // }\n    void N() { }\n}", "M:3:1 N:4:1")]
    [InlineData("class A\n{\n    string M() => \"\"\"\n        } {\n        \"\"\";\n    string N() => $$\"\"\"{ {{F()}} }\"\"\";\n    void O() { }\n}", "M:3:3 N:6:1 O:7:1")]
    [InlineData("class A\n{\n    string M() => @\"c:\\\";\n    string N() => @\"say \"\"}\"\"\";\n    void O() { }\n}", "M:3:1 N:4:1 O:5:1")]
    public void Measure_Sample_FindsNameLineAndLength(string source, string expected)
    {
        var found = MethodMeasurer.Measure(source);

        Assert.Equal(expected, string.Join(' ', found.Select(method => $"{method.Name}:{method.Line}:{method.Lines}")));
    }
}
