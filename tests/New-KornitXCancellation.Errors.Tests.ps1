BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'The errors of New-KornitXCancellation' {
    BeforeEach { $sandbox = Connect-TestSandbox }

    AfterEach { Disconnect-TestSandbox }

    Context 'of one order' {
        BeforeDiscovery {
            $cases = @(
                @{
                    Id = 'PermissionDenied'; Category = 'PermissionDenied'; Bookings = 0
                    Fault = @{ Kind = 'Forbidden'; Body = '{"error":{"message":"Permission denied (api-sl-2-3.order-cancellation.create)","code":0}}' }
                    Message = 'Order 45453571 was not cancelled: KornitX denied permission (HTTP 403: Permission denied (api-sl-2-3.order-cancellation.create)). Nothing was booked.'
                }
                @{
                    Id = 'RateLimited'; Category = 'LimitsExceeded'; Bookings = 0
                    Fault = @{ Kind = 'TooManyRequests' }
                    Message = 'Order 45453571 was not cancelled: still too many requests after 1 try (HTTP 429: Too many requests). Nothing was booked.'
                }
                @{
                    Id = 'RateLimited'; Category = 'LimitsExceeded'; Bookings = 0
                    Fault = @{ Kind = 'RateLimited' }
                    Message = 'Order 45453571 was not cancelled: still too many requests after 1 try (HTTP 400: Rate limit exceeded). Nothing was booked.'
                }
                @{
                    Id = 'OutcomeUnknown'; Category = 'InvalidResult'; Bookings = 0
                    Fault = @{ Kind = 'ServiceUnavailable'; RetryAfterSec = 0 }
                    Message = 'Order 45453571: it is not known whether the cancellation was booked (HTTP 503: Service unavailable). It was NOT sent again.'
                }
                @{
                    Id = 'OutcomeUnknown'; Category = 'InvalidResult'; Bookings = 1
                    Fault = @{ Kind = 'ServerErrorAfterBooking' }
                    Message = 'Order 45453571: it is not known whether the cancellation was booked (HTTP 500: Internal server error). It was NOT sent again.'
                }
            )
        }

        It '<Id> after <Fault.Kind>: is non-terminating with category <Category>' -ForEach $cases {
            $sandbox.AddFault($Fault)

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed.FullyQualifiedErrorId | Should -BeExactly "$Id,KornitX.Commands.NewKornitXCancellationCommand"
            $failed[0].CategoryInfo.Category | Should -Be $Category
        }

        It '<Id> after <Fault.Kind>: names the order, what happened and KornitX''s message' -ForEach $cases {
            $sandbox.AddFault($Fault)

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            "$($failed[0])" | Should -BeLike $Message
            $failed[0].Exception.Message | Should -BeLike $Message
            $failed[0].Exception.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        It '<Id> after <Fault.Kind>: has the whole request as target, which is accepted as input' -ForEach $cases {
            $sandbox.AddFault($Fault)
            $failed = Get-Failed {
                New-KornitXCancellation -OrderId 45453571 -Reference R1 -Item @{ Id = 12345678; Quantity = 1 }, @{ Id = 12345679; Quantity = 1 }
            }

            # What may be booked goes in again only when somebody says so.
            $null = $failed[0].TargetObject | New-KornitXCancellation -RetryUnknown:($Id -eq 'OutcomeUnknown')

            $requests = Get-OrderRequest $sandbox
            $requests | Should -HaveCount 2
            $requests[1].Path | Should -BeExactly '/order/45453571/cancellation'
            $requests[1].Body | Should -BeExactly '{"reference":"R1","items":[{"id":12345678,"quantity":1},{"id":12345679,"quantity":1}]}'
        }

        It '<Id> after <Fault.Kind>: sent once, booked <Bookings> times' -ForEach $cases {
            $sandbox.AddFault($Fault)

            New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -ErrorAction SilentlyContinue

            Get-OrderRequest $sandbox | Should -HaveCount 1
            $sandbox.Bookings | Should -HaveCount $Bookings
        }
    }

    Context 'RequestRejected' {
        It 'carries KornitX''s message: <Message>' -ForEach @(
            @{ Status = 404; Message = 'Order not found'; OrderId = 99; ItemId = 1; Quantity = 1 }
            @{ Status = 400; Message = 'Invalid order status'; OrderId = 45453572; ItemId = 12345680; Quantity = 1 }
            @{ Status = 400; Message = 'Invalid item specified, index 0'; OrderId = 45453571; ItemId = 1; Quantity = 1 }
            @{ Status = 400; Message = 'Invalid quantity specified, index 0'; OrderId = 45453571; ItemId = 12345678; Quantity = 6 }
        ) {
            $failed = Get-Failed { New-KornitXCancellation -OrderId $OrderId -ItemId $ItemId -Quantity $Quantity }

            $failed.FullyQualifiedErrorId | Should -BeExactly 'RequestRejected,KornitX.Commands.NewKornitXCancellationCommand'
            $failed[0].Exception.Message |
                Should -BeLike "Order $OrderId was not cancelled: KornitX rejected the request (HTTP ${Status}: $Message*). Nothing was booked."
            $failed[0].CategoryInfo.Category | Should -Be 'InvalidOperation'
            $failed[0].TargetObject.Items.ItemId | Should -Be $ItemId
        }

        It 'is not sent again' {
            $sandbox | Connect-KornitX -MaximumRetryCount 3

            New-KornitXCancellation -OrderId 99 -ItemId 1 -Quantity 1 -ErrorAction SilentlyContinue

            Get-OrderRequest $sandbox | Should -HaveCount 1
        }

        It 'does not pass control characters of the message on to the terminal' {
            $sandbox.AddFault(@{ Kind = 'Forbidden'; Body = '{"error":{"message":"No\u001b[31m\u0007 red\r\nlines","code":0}}' })

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed[0].Exception.Message | Should -BeLike '*No ?31m red lines*'
            $failed[0].Exception.Message | Should -Not -Match '[\x00-\x1f\x7f]'
        }
    }

    Context 'PermissionDenied' {
        It 'is also KornitX''s 400 for a missing permission' {
            $sandbox.AddFault(@{ Kind = 'RateLimited'; Body = '{"error":{"message":"Permission denied (api-sl-2-3.order-cancellation.create)","code":0}}' })

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'PermissionDenied'
        }

        It 'is terminating, and nothing is sent, if the scope was rejected on connecting' {
            $strict = Start-KornitXSandbox -Operation Return
            $strict | Connect-KornitX
            $strict.ClearRequests()

            { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'PermissionDenied,*' -ExpectedMessage '*api-sl-2-3.order-cancellation.create*The client may not have this scope*Nothing was sent. Ask KornitX support for the permission, then connect again.'

            $strict.RequestCount | Should -Be 0
        }

        It 'is terminating, and nothing is sent, on a connection for the other operation' {
            $sandbox | Connect-KornitX -Operation Return
            $sandbox.ClearRequests()

            { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'PermissionDenied,*' -ExpectedMessage 'This connection does not include Cancellation. *-Operation Cancellation.'

            $sandbox.RequestCount | Should -Be 0
        }
    }

    Context 'AuthenticationFailed' {
        It 'is terminating if a new token is rejected, too' {
            $sandbox.AddFault(@{ Kind = 'Unauthorized'; Count = 2 })

            { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'AuthenticationFailed,KornitX.Commands.NewKornitXCancellationCommand' -ExpectedMessage 'Order 45453571 was not cancelled: *HTTP 401: Unauthorized*'

            Get-OrderRequest $sandbox | Should -HaveCount 2
            $sandbox.Bookings | Should -BeNullOrEmpty
        }

        It 'sends no further order, and has all unsent orders as its target' {
            $sandbox.AddFault(@{ Kind = 'Unauthorized'; Count = 100 })

            $failed = Get-Failed {
                'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1', '45453579,12345694,1' | ConvertFrom-Csv |
                    New-KornitXCancellation -ThrottleLimit 1
            }

            Get-OrderRequest $sandbox | Should -HaveCount 2
            $failed.TargetObject.OrderId | Should -Be 45453571, 45453576, 45453579
            $failed[0].CategoryInfo.Category | Should -Be 'AuthenticationError'

            $sandbox.ClearFaults()
            $failed.TargetObject | New-KornitXCancellation | ForEach-Object OrderId | Should -Be 45453571, 45453576, 45453579
        }
    }

    Context 'NotConnected' {
        It 'is terminating: <State>' -ForEach @(
            @{ State = 'after Disconnect-KornitX'; Do = { Disconnect-KornitX } }
            @{ State = 'when another runspace has closed the connection'; Do = { (Get-KornitXConnection).Dispose() } }
        ) {
            & $Do

            { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'NotConnected,KornitX.Commands.NewKornitXCancellationCommand' -ExpectedMessage 'There is no connection to KornitX. Run Connect-KornitX first.'

            Get-OrderRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'ServiceUnavailable' {
        It 'is an unreachable server' {
            $sandbox | Stop-KornitXSandbox

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'ServiceUnavailable'
            $failed[0].Exception.Message |
                Should -BeLike 'Order 45453571 was not cancelled: KornitX could not be reached in 1 try (*). Nothing was booked.*'
        }

        It 'is an unavailable token endpoint when a new token is needed' {
            $sandbox.ExpireTokens()
            $sandbox.AddFault(@{ Kind = 'ServerErrorBeforeBooking'; OnToken = $true })

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'ServiceUnavailable'
            $sandbox.Bookings | Should -BeNullOrEmpty
        }
    }
}
