BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'An error' {
    BeforeAll {
        $journal = Join-Path $TestDrive 'run.jsonl'
        $sandbox = Start-KornitXSandbox
        $sandbox | Connect-KornitX -MaximumRetryCount 0
        $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -JournalPath $journal
        Set-Content "$TestDrive/other.txt" 'This is no journal.'
        function Invoke-Cancellation($Parameters = @{}) {
            New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Force @Parameters
        }
    }

    AfterAll {
        Disconnect-KornitX
        $sandbox | Stop-KornitXSandbox
    }

    It 'recommends what to do: <Id>' -ForEach @(
        @{ Id = 'NotConnected'; Action = '*Start-KornitXSandbox | Connect-KornitX'; Do = {
                Disconnect-KornitX
                try { Invoke-Cancellation } finally { $sandbox | Connect-KornitX -MaximumRetryCount 0 }
            }
        }
        @{ Id = 'AuthenticationFailed'; Action = 'Check the client ID and its secret for missing characters*'; Do = {
                $sandbox.AddFault(@{ Kind = 'Unauthorized'; OnToken = $true })
                $sandbox | Connect-KornitX
            }
        }
        @{ Id = 'PermissionDenied'; Action = '*KornitX support enables it for the OAuth user.'; Do = {
                $half = Start-KornitXSandbox -Operation Cancellation
                $half | Connect-KornitX
                try { New-KornitXReturn -OrderId 1 -ItemId 1 -Quantity 1 -Reference R1 } finally { $sandbox | Connect-KornitX -MaximumRetryCount 0 }
            }
        }
        @{ Id = 'InvalidItem'; Action = 'Fix the row*'; Do = { @{ OrderId = 45453571; ItemId = 12345678; Quantity = 0 } | New-KornitXCancellation } }
        @{ Id = 'MixedAddressing'; Action = 'Fix the row*'; Do = {
                @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 },
                @{ OrderId = 45453571; ItemId = 12345679; OrderExternalRef = 'POS-584551'; ItemExternalRef = 'EFGH'; Quantity = 1 } | New-KornitXCancellation
            }
        }
        @{ Id = 'OrderHeldBack'; Action = 'An earlier error names the invalid row*'; Do = {
                @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }, @{ OrderId = 45453571; ItemId = 12345679; Quantity = 'two' } |
                    New-KornitXCancellation
            }
        }
        @{ Id = 'InputHeldBack'; Action = 'Each row needs a valid order ID or order reference*'; Do = {
                @{ OrderId = 45453571; ItemId = 12345678; Quantity = 1 }, @{ OrderId = ''; ItemId = 12345679; Quantity = 1 } |
                    New-KornitXCancellation
            }
        }
        @{ Id = 'AlreadyBooked'; Action = '*specify them as rows*'; Do = {
                $booked = New-KornitXCancellation -OrderId 45453579 -ItemId 12345694 -Quantity 1
                $booked.Request | New-KornitXCancellation
            }
        }
        @{ Id = 'RequestRejected'; Action = 'Look the order up in Order Manager. *'; Do = { New-KornitXCancellation -OrderId 45453575 -ItemId 12345687 -Quantity 1 } }
        @{ Id = 'RateLimited'; Action = '*-RequestsPerHour*TargetObject*'; Do = { $sandbox.AddFault('TooManyRequests'); Invoke-Cancellation } }
        @{ Id = 'ServiceUnavailable'; Action = '*then pipe this error''s TargetObject in again.'; Do = { $sandbox.ExpireTokens(); $sandbox.AddFault(@{ Kind = 'ServiceUnavailable'; OnToken = $true }); Invoke-Cancellation } }
        @{ Id = 'OutcomeUnknown'; Action = 'Look the order up in Order Manager. Its History *-RetryUnknown.'; Do = { $sandbox.AddFault('DropAfterBooking'); Invoke-Cancellation } }
        @{ Id = 'JournalConflict'; Action = 'If it is the order in the journal, *'; Do = { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 2 -JournalPath $journal } }
        @{ Id = 'JournalLocked'; Action = 'Use another journal only for other orders*'; Do = {
                @{ OrderId = 45453576; ItemId = 12345688; Quantity = 1 } | New-KornitXCancellation -JournalPath $journal |
                    ForEach-Object { Invoke-Cancellation @{ JournalPath = $journal } }
            }
        }
        @{ Id = 'JournalCorrupt'; Action = 'If the file is not a journal, specify another path*'; Do = { Invoke-Cancellation @{ JournalPath = "$TestDrive/other.txt" } } }
    ) {
        $found = @(Get-Failed $Do | ForEach-Object { $_ } | Where-Object FullyQualifiedErrorId -Like "$Id,*")
        $found | Should -HaveCount 1
        $found[0].Exception.RecommendedAction | Should -BeLike $Action
    }

    It 'names the reference of the order, too, if it has one' {
        $failed = Get-Failed { New-KornitXReturn -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Reference RMA-7 }

        $failed[0].Exception.Message | Should -BeLike 'Order 45453571 with reference RMA-7 was not returned: *'
    }
}
