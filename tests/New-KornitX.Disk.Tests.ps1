# What leaves when the journal's disk fails: nothing. The system's own calls are made to fail, in a process of its own.
BeforeAll {
    . $PSScriptRoot/common.ps1
    $folder = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())) -ItemType Directory).FullName
    $script = Join-Path $folder run.ps1
    Set-Content $script @'
        param($Module, $Journal)
        $ProgressPreference = 'SilentlyContinue'
        Import-Module $Module
        $sandbox = Start-KornitXSandbox
        $sandbox | Connect-KornitX
        $rows = $sandbox.Orders | Where-Object Status -EQ New | Select-Object -First 2 |
            ForEach-Object { @{ OrderId = $_.Id; ItemId = $_.Items[0].Id; Quantity = 1 } }
        try {
            $null = $rows | New-KornitXCancellation -JournalPath $Journal -ThrottleLimit 1 -ErrorAction Stop
        } catch {
            "$($_.FullyQualifiedErrorId -replace ',.*'): $_"
        }
        "requests: $(@($sandbox.Requests | Where-Object Path -NE '/token').Count)"
'@

    function Invoke-WithFailure {
        <# Runs two orders in a process in which a call of the system at the journal fails. #>
        param([string] $Call, [string] $Failure, [string] $At)

        $strace = Get-Command strace -CommandType Application -ErrorAction Ignore | Select-Object -First 1
        if (-not $IsLinux -or -not $strace) {
            Set-ItResult -Skipped -Because 'strace, which makes the calls fail, is not here'
            return
        }
        & $strace -qq -o /dev/null true 2>$null
        if ($LASTEXITCODE -ne 0) {
            Set-ItResult -Skipped -Because 'strace may not trace here'
            return
        }

        $journal = Join-Path $folder "$([guid]::NewGuid()).jsonl"
        $pwsh = & "$PSScriptRoot/../tools/Get-PowerShell.ps1"
        $powershell = @($pwsh.Program) + $pwsh.Arguments
        $paths = '-P', $journal
        if ($At) {
            $paths = '-P', $At
        }
        & $strace -f -qq -o "$journal.trace" @paths -e "trace=$Call" -e "inject=${Call}:$Failure" @powershell -NoProfile -NonInteractive -File $script (Get-Module KornitX.PowerShell).ModuleBase $journal
    }
}

AfterAll {
    Remove-Item $folder -Recurse
}

Describe 'A disk that fails' {
    It 'lets nothing leave whose line could not be flushed' {
        $told = Invoke-WithFailure -Call fsync -Failure error=EIO

        $told[0] | Should -BeLike 'JournalFailed: Order 45453571 was not sent: the journal could not be written: Input/output error (fsync).*'
        $told[-1] | Should -Be 'requests: 0'
    }

    It 'lets nothing more leave after a flush that failed' {
        # The first order's intent is on disk; its outcome and the next intent are not.
        $told = Invoke-WithFailure -Call fsync -Failure 'error=EIO:when=2+'

        $told[0] | Should -BeLike 'JournalFailed: * was not sent: the journal could not be written: Input/output error (fsync).*'
        $told[-1] | Should -Be 'requests: 1'
    }

    It 'lets nothing leave when the new journal''s folder could not be flushed' {
        $told = Invoke-WithFailure -Call fsync -Failure error=EIO -At $folder

        $told[0] | Should -BeLike 'JournalFailed: The journal * can''t be used: Input/output error (fsync). Nothing was sent. Check the path, the permissions and the disk.'
        $told[-1] | Should -Be 'requests: 0'
    }

    It 'is none where the file system does not flush folders' {
        $told = Invoke-WithFailure -Call fsync -Failure error=EINVAL -At $folder

        $told | Should -Be 'requests: 2'
    }

    It 'lets nothing leave when there is no room' {
        $told = Invoke-WithFailure -Call write -Failure error=ENOSPC

        $told[0] | Should -BeLike 'JournalFailed: Order 45453571 was not sent: the journal could not be written: No space left on device (write).*'
        $told[-1] | Should -Be 'requests: 0'
    }

    It 'lets nothing leave when a write fails' {
        Invoke-WithFailure -Call write -Failure error=EIO | Select-Object -Last 1 | Should -Be 'requests: 0'
    }

    It 'is none when a signal interrupts the calls' {
        Invoke-WithFailure -Call write -Failure error=EINTR:when=1 | Should -Be 'requests: 2'
        Invoke-WithFailure -Call fsync -Failure error=EINTR:when=1 | Should -Be 'requests: 2'
    }

    It 'lets nothing leave when the system wrote less than it said' {
        $told = Invoke-WithFailure -Call write -Failure retval=400

        $told | Select-Object -Last 1 | Should -Be 'requests: 0'
    }
}
