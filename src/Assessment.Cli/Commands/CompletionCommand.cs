using System.CommandLine;
using Assessment.Cli.Output;

namespace Assessment.Cli.Commands;

/// <summary><c>assess completion</c></summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # assess completion for bash. Put into ~/.bashrc:  eval "$(assess completion bash)"
            _assess() {
              local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}"
              line="${line#* }"
              mapfile -t COMPREPLY < <(compgen -W "$(assess "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$word")
            }
            complete -o default -F _assess assess
            """,
        ["zsh"] = """
            # assess completion for zsh. Put into ~/.zshrc, after compinit:  eval "$(assess completion zsh)"
            _assess() {
              local line="${BUFFER[1,CURSOR]#* }"
              local -a words_found
              words_found=("${(@f)$(assess "[suggest:${#line}]" "$line" 2>/dev/null)}")
              compadd -- $words_found
              [[ -n "$words_found" ]] || _files
            }
            compdef _assess assess
            """,
        ["fish"] = """
            # assess completion for fish. Put into ~/.config/fish/config.fish:  assess completion fish | source
            function __assess_suggestions
              set -l line (string replace -r '^\S+\s?' '' -- (commandline -cp))
              assess "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c assess -a '(__assess_suggestions)'
            """,
        ["pwsh"] = """
            # assess completion for PowerShell. Put into $PROFILE:  assess completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName assess -ScriptBlock {
              param($word, $ast, $position)
              $line = $ast.ToString()
              if ($line.Length -lt $position) { $line = $line.PadRight($position) }
              $line = $line.Substring(0, $position) -replace '^\S+\s?', ''
              assess "[suggest:$($line.Length)]" $line 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new ExampleCommand(
            "completion",
            "Prints a script that completes command lines of assess in a shell.",
            "assess completion bash > assess-completion.bash",
            "assess completion zsh",
            "assess completion fish",
            "assess completion pwsh")
        {
            shell,
        };
        command.SetAction(parsed => Terminal.Of(parsed).WriteLine(Scripts[parsed.GetRequiredValue(shell)]));
        return command;
    }
}
