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
            $null = $rows | New-KornitXCancellation -JournalPath $Journal -ThrottleLimit 1 -ErrorAction Stop 3>$null
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
        # strace counts the calls of each thread, so one thread has to make all of them, and must not end when it is idle.
        $env:DOTNET_ThreadPool_ForceMinWorkerThreads = '1'
        $env:DOTNET_ThreadPool_ForceMaxWorkerThreads = '1'
        $env:DOTNET_ThreadPool_ThreadTimeoutMs = '-1'
        & $strace -f -qq -o "$journal.trace" @paths -e "trace=$Call" -e "inject=${Call}:$Failure" @powershell -NoProfile -NonInteractive -File $script (Get-Module KornitX.PowerShell).ModuleBase $journal
    }
}

AfterAll {
    Remove-Item $folder -Recurse
}

Describe 'A disk failure' {
    It 'sends nothing if the journal could not be flushed when it was opened' {
        $reported = Invoke-WithFailure -Call fsync -Failure error=EIO

        $reported[0] | Should -BeLike 'JournalFailed: The journal * can''t be used: Input/output error (fsync). Nothing was sent. *'
        $reported[-1] | Should -Be 'requests: 0'
    }

    It 'sends no order whose record could not be flushed' {
        # strace counts by thread: the thread that writes has flushed the first line of the file.
        $reported = Invoke-WithFailure -Call fsync -Failure 'error=EIO:when=2+'

        $reported[0] |
            Should -BeLike 'JournalFailed: Order 45453571 was not sent: the journal could not be written: Input/output error (fsync).*'
        $reported[-1] | Should -Be 'requests: 0'
    }

    It 'sends nothing more after a failed flush' {
        # The first line of the file and the first order's intent are on disk. Its outcome and the next intent are not.
        $reported = Invoke-WithFailure -Call fsync -Failure 'error=EIO:when=3+'

        $reported[0] | Should -BeLike 'JournalFailed: *: the journal could not be written: Input/output error (fsync).*'
        $reported[-1] | Should -Be 'requests: 1'
    }

    It 'sends nothing if the new journal''s folder could not be flushed' {
        $reported = Invoke-WithFailure -Call fsync -Failure error=EIO -At $folder

        $reported[0] |
            Should -BeLike 'JournalFailed: The journal * can''t be used: Input/output error (fsync). Nothing was sent. Check the path, the permissions, and the disk.'
        $reported[-1] | Should -Be 'requests: 0'
    }

    It 'does not include a file system that can''t flush folders' {
        $reported = Invoke-WithFailure -Call fsync -Failure error=EINVAL -At $folder

        $reported | Should -Be 'requests: 2'
    }

    It 'sends nothing if the disk is full' {
        $reported = Invoke-WithFailure -Call write -Failure error=ENOSPC

        $reported[0] |
            Should -BeLike 'JournalFailed: Order 45453571 was not sent: the journal could not be written: No space left on device (write).*'
        $reported[-1] | Should -Be 'requests: 0'
    }

    It 'sends nothing if a write fails' {
        Invoke-WithFailure -Call write -Failure error=EIO | Select-Object -Last 1 | Should -Be 'requests: 0'
    }

    It 'does not include an interrupted system call' {
        Invoke-WithFailure -Call write -Failure error=EINTR:when=1 | Should -Be 'requests: 2'
        Invoke-WithFailure -Call fsync -Failure error=EINTR:when=1 | Should -Be 'requests: 2'
    }

    It 'sends nothing if the system wrote less than it returned' {
        $reported = Invoke-WithFailure -Call write -Failure retval=100

        $reported | Select-Object -Last 1 | Should -Be 'requests: 0'
    }
}
