# The memory per row when all input is read before the first order is sent.
. "$PSScriptRoot/common.ps1"

$count = 200000
$script:before = 0
$script:after = 0

# Its end block runs after the cmdlet has received all rows, and before the cmdlet's EndProcessing.
function Watch-Memory {
    begin { $script:before = [GC]::GetTotalMemory($true) }
    process { $_ }
    end { $script:after = [GC]::GetTotalMemory($true) }
}

function Measure-Memory([string] $Name, [scriptblock] $Rows) {
    & $Rows 100 | New-KornitXCancellation -WhatIf
    & $Rows $count | Watch-Memory | New-KornitXCancellation -WhatIf
    $each = ($script:after - $script:before) / $count
    Write-Figure "$count rows, ${Name}: memory per row when all are read" ('{0:0} bytes' -f $each) '< 400 bytes' ($each -lt 400)
}

Measure-Memory '10 per order, by ID' { Get-Row ($args[0] / 10) 10 }
Measure-Memory '10 per order, by reference' {
    for ($i = 0; $i -lt $args[0]; $i++) {
        [pscustomobject]@{ OrderExternalRef = "POS-$([Math]::Floor($i / 10))"; ItemExternalRef = "SKU-$i"; Quantity = '1' }
    }
}
Measure-Memory '1 per order, by ID' { Get-Row $args[0] 1 }
