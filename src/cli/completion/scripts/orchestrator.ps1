# Completion of orchestrator for PowerShell:
# orchestrator completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName orchestrator -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $program = Get-Command orchestrator -CommandType Application -ErrorAction SilentlyContinue |
        Select-Object -First 1
    if ($null -eq $program) { return }
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
    # An empty argument would be dropped by older versions; two quotes mean the same.
    $current = if ($wordToComplete -eq '') { '""' } else { $wordToComplete }
    & $program __complete '--' @words $current 2>$null | ForEach-Object {
        # Without a candidate PowerShell offers names of files by itself.
        if ($_ -like ':*') { return }
        $value, $description = $_ -split "`t", 2
        if (-not $description) { $description = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
    }
}
