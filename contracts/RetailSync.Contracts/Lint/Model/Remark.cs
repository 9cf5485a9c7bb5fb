using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>What a rule says about a place. Immutable.</summary>
/// <param name="Pointer">The place as an RFC 6901 pointer.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
/// <param name="Message">What is wrong; names no line, so that it stays the same while lines move.</param>
internal sealed record Remark(string Pointer, int Line, int Column, string Message)
{
    public Remark(string pointer, SourceNode node, string message)
        : this(pointer, node.Line, node.Column, message)
    {
    }

    public Remark(string pointer, SourceMember member, string message)
        : this(pointer, member.Line, member.Column, message)
    {
    }
}
