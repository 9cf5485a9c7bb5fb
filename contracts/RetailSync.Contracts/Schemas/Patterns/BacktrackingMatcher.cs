using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// Judges by .NET's backtracking, within <see cref="PatternLimits.Patience"/>: the last resort for lookaround that cannot be taken out and for backreferences, which
/// no automaton can judge. Immutable, so safe to share between threads.
/// </summary>
internal sealed class BacktrackingMatcher : PatternMatcher
{
    private const int StackLimit = 256;

    private readonly Regex _regex;

    internal BacktrackingMatcher(PatternNode root) =>
        _regex = new Regex(DotNetWriter.Write(root), RegexOptions.CultureInvariant, PatternLimits.Patience);

    internal override bool IsBounded => false;

    internal override PatternVerdict Judge(ReadOnlySpan<byte> utf8)
    {
        // UTF-16 never has more units than UTF-8 has bytes.
        var rented = utf8.Length > StackLimit ? ArrayPool<char>.Shared.Rent(utf8.Length) : null;
        var memory = rented ?? stackalloc char[StackLimit];
        try
        {
            var length = Encoding.UTF8.GetChars(utf8, memory);
            return _regex.IsMatch(memory[..length]) ? PatternVerdict.Matches : PatternVerdict.Differs;
        }
        catch (RegexMatchTimeoutException)
        {
            return PatternVerdict.GaveUp;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }
}
