BeforeAll {
    . "$PSScriptRoot/sandbox.ps1"

    function Get-SandboxOrder([long[]] $Id) {
        $Id |
            ForEach-Object { @{ Id = $_; ExternalRef = "ORDER-$_"; Items = @(@{ Id = $_ * 10 + 1; ExternalRef = 'ABCD'; Quantity = 50 }, @{ Id = $_ * 10 + 2; ExternalRef = 'EFGH'; Quantity = 50 }) } }
    }
}

Describe 'Grouping and sending in New-KornitXCancellation' {
    BeforeEach {
        $sandbox = Start-KornitXSandbox -Order (Get-SandboxOrder 1, 2, 3, 4, 5, 6, 7, 8)
        $sandbox | Connect-KornitX -MaximumRetryCount 0
    }

    AfterEach { Disconnect-TestSandbox }

    Context 'grouping' {
        It 'makes one request per order, in order of first appearance' {
            $null = 'OrderId,ItemId,Quantity', '3,31,1', '1,11,1', '3,32,2', '2,21,3', '1,12,4' | ConvertFrom-Csv |
                New-KornitXCancellation -ThrottleLimit 1

            $requests = Get-OrderRequest $sandbox
            $requests.Path | Should -Be '/order/3/cancellation', '/order/1/cancellation', '/order/2/cancellation'
            $requests.Body | Should -Be @(
                '{"items":[{"id":31,"quantity":1},{"id":32,"quantity":2}]}'
                '{"items":[{"id":11,"quantity":1},{"id":12,"quantity":4}]}'
                '{"items":[{"id":21,"quantity":3}]}'
            )
        }

        It 'makes one request per order and reference' {
            $null = 'OrderId,ItemId,Quantity,Reference', '1,11,1,A', '1,12,1,B', '1,11,2,A' | ConvertFrom-Csv |
                New-KornitXCancellation -ThrottleLimit 1 -WarningAction SilentlyContinue

            (Get-OrderRequest $sandbox).Body | Should -Be @(
                '{"reference":"A","items":[{"id":11,"quantity":1},{"id":11,"quantity":2}]}'
                '{"reference":"B","items":[{"id":12,"quantity":1}]}'
            )
        }

        It 'makes one request of rows whose references -Reference overrides' {
            $null = 'OrderId,ItemId,Quantity,Reference', '1,11,1,A', '1,12,1,B' | ConvertFrom-Csv | New-KornitXCancellation -Reference C

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"reference":"C","items":[{"id":11,"quantity":1},{"id":12,"quantity":1}]}'
        }

        It 'compares references case-sensitively' {
            $null = 'OrderId,ItemId,Quantity,Reference', '1,11,1,a', '1,12,1,A' | ConvertFrom-Csv | New-KornitXCancellation

            $sandbox.Bookings.Reference | Sort-Object -CaseSensitive | Should -BeExactly 'a', 'A'
        }

        It 'makes one request of an order in an object and in several rows' {
            $null = @{ OrderId = 1; Items = @{ Id = 11; Quantity = 1 } }, @{ OrderId = 1; Id = 12; Quantity = 1 } | New-KornitXCancellation

            (Get-OrderRequest $sandbox).Body | Should -BeExactly '{"items":[{"id":11,"quantity":1},{"id":12,"quantity":1}]}'
        }

        It 'makes one request of a thousand rows of one order' {
            $null = 1..1000 | ForEach-Object { @{ OrderId = 1; ItemId = 11 + $_ % 2; Quantity = 1 } } |
                New-KornitXCancellation -ErrorAction SilentlyContinue -WarningAction SilentlyContinue

            Get-OrderRequest $sandbox | Should -HaveCount 1
            ((Get-OrderRequest $sandbox).Body | ConvertFrom-Json).items | Should -HaveCount 1000
        }

        It 'sends nothing before the input has ended' {
            $meanwhile = [System.Collections.Generic.List[int]]::new()

            $null = & {
                @{ OrderId = 1; ItemId = 11; Quantity = 1 }
                @{ OrderId = 2; ItemId = 21; Quantity = 1 }
                $meanwhile.Add(@(Get-OrderRequest $sandbox).Count)
            } | New-KornitXCancellation

            $meanwhile | Should -Be 0
            Get-OrderRequest $sandbox | Should -HaveCount 2
        }

        It 'sends nothing if -WarningAction Stop ends the command' {
            $rows = @{ OrderId = 2; ItemId = 21; Quantity = 1 }, @{ OrderId = 1; ItemId = 11; Quantity = 1 }, @{ OrderId = 1; ItemId = 11; Quantity = 1 }

            { $rows | New-KornitXCancellation -WarningAction Stop } | Should -Throw '*Item 11 appears more than once*'

            Get-OrderRequest $sandbox | Should -HaveCount 0
        }
    }

    Context 'several orders at once' {
        BeforeEach {
            $rows = 8, 3, 5, 1, 7, 2, 6, 4 | ForEach-Object { [pscustomobject]@{ OrderId = $_; ItemId = $_ * 10 + 1; Quantity = 1 } }
        }

        It 'returns results in input order with -ThrottleLimit <_>' -ForEach 1, 2, 5, 256 {
            $sandbox.AddFault(@{ Kind = 'Latency'; Order = '8'; LatencyMs = 50 })
            $sandbox.AddFault(@{ Kind = 'Latency'; Order = '1'; LatencyMs = 30 })

            $cancellations = $rows | New-KornitXCancellation -ThrottleLimit $_

            $cancellations.OrderId | Should -Be 8, 3, 5, 1, 7, 2, 6, 4
            Get-OrderRequest $sandbox | Should -HaveCount 8
        }

        It 'returns errors between the results, in input order' {
            $sandbox.AddFault(@{ Kind = 'Forbidden'; Order = '5' })

            $reported = $rows | New-KornitXCancellation -ErrorAction Continue 2>&1

            ($reported | ForEach-Object { if ($_ -is [KornitX.Cancellation]) { $_.OrderId } else { $_.TargetObject.OrderId } }) |
                Should -Be 8, 3, 5, 1, 7, 2, 6, 4
            $reported[2].FullyQualifiedErrorId | Should -BeLike 'PermissionDenied,*'
        }

        It 'does not accept -ThrottleLimit <_>' -ForEach 0, -1, 257 {
            { $rows | New-KornitXCancellation -ThrottleLimit $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        }

        It 'continues after a rejected order' {
            $sandbox.AddFault(@{ Kind = 'Forbidden'; Order = '8' })

            $null = $rows | New-KornitXCancellation -ErrorAction SilentlyContinue

            $sandbox.Bookings | Should -HaveCount 7
        }
    }

    Context 'an early end' {
        It 'starts no further order after -ErrorAction Stop, and reports all that it started' {
            # The delays have each order end while the next one waits for it.
            $sandbox.AddFault(@{ Kind = 'Latency'; Order = '1'; LatencyMs = 50 })
            $sandbox.AddFault(@{ Kind = 'Forbidden'; Order = '2'; LatencyMs = 50 })
            $booked = [System.Collections.Generic.List[long]]::new()

            {
                1, 2, 3, 4 | ForEach-Object { @{ OrderId = $_; ItemId = $_ * 10 + 1; Quantity = 1 } } |
                    New-KornitXCancellation -ThrottleLimit 1 -ErrorAction Stop | ForEach-Object { $booked.Add($_.OrderId) }
            } | Should -Throw -ErrorId 'PermissionDenied,*'

            $booked | Should -Be 1
            $sandbox.Bookings.OrderId | Should -Be 1
        }

        It 'starts no queued order after a failure that is not reported yet' {
            $sandbox.AddFault(@{ Kind = 'Latency'; Order = '1'; LatencyMs = 500 })
            $sandbox.AddFault(@{ Kind = 'Forbidden'; Order = '2' })
            $orders = 1, 2, 3, 4, 5, 6, 7, 8 | ForEach-Object { @{ OrderId = $_; ItemId = $_ * 10 + 1; Quantity = 1 } }

            { $orders | New-KornitXCancellation -ThrottleLimit 2 -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionDenied,*'

            (Get-OrderRequest $sandbox).Path | Sort-Object | Should -Be '/order/1/cancellation', '/order/2/cancellation'
            $sandbox.Bookings.OrderId | Should -Be 1
        }

        It 'sends no queued order after the connection fails' {
            $sandbox.AddFault(@{ Kind = 'Unauthorized'; Count = 4 })
            $orders = 1, 2, 3, 4, 5, 6, 7, 8 | ForEach-Object { @{ OrderId = $_; ItemId = $_ * 10 + 1; Quantity = 1 } }

            { $orders | New-KornitXCancellation -ThrottleLimit 2 } | Should -Throw -ErrorId 'AuthenticationFailed,*'

            $sandbox.Bookings | Should -BeNullOrEmpty
        }

        It 'reports each order in flight before it stops' {
            # The refusal comes when the others are under way, and before they are answered.
            $sandbox.AddFault(@{ Kind = 'Forbidden'; Order = '1'; LatencyMs = 500 })
            $sandbox.AddFault(@{ Kind = 'Latency'; Order = '2'; LatencyMs = 1000 })
            $sandbox.AddFault(@{ Kind = 'Latency'; Order = '3'; LatencyMs = 1000 })
            $reported = [System.Collections.Generic.List[long]]::new()

            {
                1, 2, 3, 4, 5, 6, 7, 8 | ForEach-Object { @{ OrderId = $_; ItemId = $_ * 10 + 1; Quantity = 1 } } |
                    New-KornitXCancellation -ThrottleLimit 3 -ErrorAction Stop | ForEach-Object { $reported.Add($_.OrderId) }
            } | Should -Throw -ErrorId 'PermissionDenied,*'

            $reported | Should -Be @($sandbox.Bookings.OrderId | Sort-Object)
        }

        It 'starts no further order after Select-Object -First' {
            $sandbox.AddFault(@{ Kind = 'Latency'; Order = '1'; LatencyMs = 50 })

            $first = 1, 2, 3, 4 | ForEach-Object { @{ OrderId = $_; ItemId = $_ * 10 + 1; Quantity = 1 } } |
                New-KornitXCancellation -ThrottleLimit 1 | Select-Object -First 1

            $first.OrderId | Should -Be 1
            $sandbox.Bookings.OrderId | Should -Be 1
        }
    }
}
