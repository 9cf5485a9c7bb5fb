namespace RetailSync.Cli.Completion;

/// <summary>The shells' scripts. Each hands the line and the cursor's position to the <c>[suggest]</c> directive and offers what comes back.</summary>
internal static class CompletionScripts
{
    /// <summary>The script of each shell.</summary>
    public static readonly IReadOnlyDictionary<string, string> ByShell = new Dictionary<string, string>
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["pwsh"] = Pwsh,
    };

    private const string Bash = """
        _retailsync() {
          local word="${COMP_WORDS[COMP_CWORD]}"
          local found
          found="$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
          mapfile -t COMPREPLY < <(compgen -W "${found}" -- "${word}")
        }
        complete -o default -F _retailsync retailsync

        """;

    private const string Zsh = """
        _retailsync() {
          local line="${(j: :)words[1,CURRENT]}"
          local -a found
          found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "${line}" 2>/dev/null)}")
          if [[ -n "${found[1]}" ]]; then
            compadd -- "${found[@]}"
          else
            _files
          fi
        }
        compdef _retailsync retailsync

        """;

    private const string Pwsh = """
        Register-ArgumentCompleter -Native -CommandName retailsync -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          $line = "$commandAst".PadRight($cursorPosition)
          retailsync "[suggest:$cursorPosition]" $line 2>$null |
            Where-Object { $_ -like "$wordToComplete*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;
}
