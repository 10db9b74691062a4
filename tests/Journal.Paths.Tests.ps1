# Which paths can be a journal's: files of the file system, under -WhatIf too.
BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/sandbox.ps1
    $sandbox = Start-KornitXSandbox
    $sandbox | Connect-KornitX
    $folder = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())) -ItemType Directory).FullName
    $item = @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }
}

AfterAll {
    Set-Location $PSScriptRoot
    Stop-KornitXSandbox
    Remove-Item $folder -Recurse
}

Describe 'A journal path that is not a file' {
    BeforeEach {
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
        # A name that belongs elsewhere must not become a file in whichever folder the process happens to be in.
        [System.Environment]::CurrentDirectory | Join-Path -ChildPath run.jsonl | Should -Not -Exist
        Get-ChildItem $folder -Filter *.lock | Should -BeNullOrEmpty
        $sandbox.Bookings | Should -BeNullOrEmpty
    }

    It 'is rejected: <Path> at <Location>' -ForEach @(
        @{ Path = 'Env:\run.jsonl'; Location = '.'; Provider = 'Environment' }
        @{ Path = 'run.jsonl'; Location = 'Env:'; Provider = 'Environment' }
        @{ Path = 'run.jsonl'; Location = 'Variable:'; Provider = 'Variable' }
        @{ Path = 'function:run.jsonl'; Location = '.'; Provider = 'Function' }
    ) {
        Set-Location $Location
        $why = "The journal '$Path' can't be used: '$Path' belongs to the provider $Provider, not to the file system."

        { New-KornitXCancellation @item -JournalPath $Path } |
            Should -Throw "$why Nothing was sent. Specify a path in the file system." -ErrorId 'JournalFailed,*'
        { New-KornitXCancellation @item -JournalPath $Path -WhatIf } |
            Should -Throw "$why Nothing was sent. Specify a path in the file system." -ErrorId 'JournalFailed,*'
        { Get-KornitXJournal $Path -ErrorAction Stop } | Should -Throw "$why Specify a path in the file system." -ErrorId 'JournalFailed,*'
    }

    It 'is rejected if its drive does not exist' {
        { New-KornitXCancellation @item -JournalPath nodrive:run.jsonl } | Should -Throw "*'nodrive'*" -ErrorId 'JournalFailed,*'
    }

    It 'is rejected if it is a folder' {
        $why = "The journal '$folder' can't be used: It is a folder, not a file."

        { New-KornitXCancellation @item -JournalPath . } |
            Should -Throw "$why Nothing was sent. Check the path, the permissions, and the disk." -ErrorId 'JournalFailed,*'
        { New-KornitXCancellation @item -JournalPath . -WhatIf } |
            Should -Throw "$why Nothing was sent. Check the path, the permissions, and the disk." -ErrorId 'JournalFailed,*'
        { Get-KornitXJournal . -ErrorAction Stop } |
            Should -Throw "$why Check the path, the permissions, and the disk." -ErrorId 'JournalFailed,*'
    }

    It 'is rejected if its folder is missing, which the error names' {
        $missing = Join-Path $folder missing
        $path = Join-Path missing run.jsonl
        $why = "The journal '$missing*run.jsonl' can't be used: The folder '$missing' does not exist."

        { New-KornitXCancellation @item -JournalPath $path } |
            Should -Throw "$why Nothing was sent. Check the path, the permissions, and the disk." -ErrorId 'JournalFailed,*'
        { New-KornitXCancellation @item -JournalPath $path -WhatIf } |
            Should -Throw "$why Nothing was sent. Check the path, the permissions, and the disk." -ErrorId 'JournalFailed,*'
        { Get-KornitXJournal $path -ErrorAction Stop } |
            Should -Throw "$why Check the path, the permissions, and the disk." -ErrorId 'JournalFailed,*'
    }

    It 'is rejected if it is a device or a pipe: <Path>' -Skip:$IsWindows -ForEach @(
        @{ Path = '/dev/null' }
        @{ Path = 'pipe' }
    ) {
        if (-not (Test-Path pipe)) {
            mkfifo pipe
        }

        { New-KornitXCancellation @item -JournalPath $Path } | Should -Throw '*It is not a regular file.*' -ErrorId 'JournalFailed,*'
        { New-KornitXCancellation @item -JournalPath $Path -WhatIf } |
            Should -Throw '*It is not a regular file.*' -ErrorId 'JournalFailed,*'
        { Get-KornitXJournal $Path -ErrorAction Stop } | Should -Throw '*It is not a regular file.*' -ErrorId 'JournalFailed,*'
    }

    It 'is rejected if it is a device of Windows: <Path>' -Skip:(-not $IsWindows -and $PSEdition -eq 'Core') -ForEach @(
        @{ Path = 'NUL' }
        @{ Path = 'COM1' }
    ) {
        { New-KornitXCancellation @item -JournalPath $Path } | Should -Throw '*It is a device, not a file.*' -ErrorId 'JournalFailed,*'
        { New-KornitXCancellation @item -JournalPath $Path -WhatIf } |
            Should -Throw '*It is a device, not a file.*' -ErrorId 'JournalFailed,*'
        { Get-KornitXJournal $Path -ErrorAction Stop } | Should -Throw '*It is a device, not a file.*' -ErrorId 'JournalFailed,*'
    }

    It 'leaves no lock file next to a file that is not a journal' {
        Set-Content other.txt 'OrderId,ItemId'

        { New-KornitXCancellation @item -JournalPath other.txt } | Should -Throw -ErrorId 'JournalCorrupt,*'
        Get-Content other.txt | Should -Be 'OrderId,ItemId'
    }
}
