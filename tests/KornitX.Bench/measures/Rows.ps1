# The time to read rows, compared with Import-Csv alone, and its parts.
. "$PSScriptRoot/common.ps1"

$count = 1000000
$folder = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
$null = New-Item -ItemType Directory $folder
try {
    # Ten rows per order, and the same rows with a header that lacks a field.
    $good = Join-Path $folder good.csv
    $bad = Join-Path $folder bad.csv
    $lines = [string[]] (0..($count - 1) | ForEach-Object { "$(45000000 + [Math]::Floor($_ / 10)),$(12000000 + $_ % 10),1" })
    [System.IO.File]::WriteAllLines($good, [string[]] (@('OrderId,ItemId,Quantity') + $lines))
    [System.IO.File]::WriteAllLines($bad, [string[]] (@('OrderId,ItemId,Qty') + $lines[0..199999]))

    $alone = { Import-Csv $good | Out-Null }
    $whatIf = { Import-Csv $good | New-KornitXCancellation -WhatIf }
    & { Import-Csv $good | Select-Object -First 20000 | New-KornitXCancellation -WhatIf }

    $read = Compare-Work $whatIf $alone -Pairs 3
    Write-Figure ("$count rows of $($count / 10) orders with -WhatIf: time / Import-Csv's alone ({0:0.0} s)" -f $read.Theirs) (
        '{0:0.0}' -f $read.Ratio) '<= 6' ($read.Ratio -le 6)

    # One property of each row, read by Measure-Object, and all three of them.
    $one = Compare-Work { Import-Csv $good | Measure-Object Quantity } $alone -Pairs 1
    Write-Figure 'of that: to look at one property of each row, as Measure-Object does' ('{0:0.0}' -f ($one.Ratio - 1))
    $none = Compare-Work { Import-Csv $good | New-KornitXCancellation -OrderId 1 -WhatIf 3>$null } $alone -Pairs 1
    Write-Figure 'of that: to read the rows, with one line of -WhatIf instead of one per order' ('{0:0.0}' -f ($none.Ratio - 1))

    # The error's TargetObject has all rows, so they are kept. $Error would keep them for the next pair, too.
    $rejected = Compare-Work { Import-Csv $bad | New-KornitXCancellation -ErrorAction Ignore -WarningAction Ignore } {
        $null = Import-Csv $bad
    } -Pairs 3
    Write-Figure ('200000 rows without a Quantity, one error: time / that of keeping them in a variable ({0:0.0} s)' -f $rejected.Theirs) (
        '{0:0.0}' -f $rejected.Ratio) '<= 5' ($rejected.Ratio -le 5)
}
finally {
    Remove-Item $folder -Recurse
}
