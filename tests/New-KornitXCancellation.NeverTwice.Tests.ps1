BeforeAll { . "$PSScriptRoot/sandbox.ps1" }

Describe 'New-KornitXCancellation never books twice' {
    BeforeEach {
        $sandbox = Start-KornitXSandbox
        # Retries are allowed throughout: what is not sent again is not for want of tries.
        $sandbox | Connect-KornitX -MaximumRetryCount 3
        $sandbox.ClearRequests()
    }

    AfterEach { Disconnect-TestSandbox }

    Context 'an ambiguous response' {
        BeforeDiscovery {
            $cases = @(
                @{ Name = 'HTTP 500 after booking'; Fault = @{ Kind = 'ServerErrorAfterBooking' }; Bookings = 1; Words = 'HTTP 500: Internal server error' }
                @{ Name = 'HTTP 502 after booking'; Fault = @{ Kind = 'ServerErrorAfterBooking'; StatusCode = 502 }; Bookings = 1; Words = 'HTTP 502: Internal server error' }
                @{ Name = 'HTTP 503 without Retry-After, after booking'; Fault = @{ Kind = 'ServerErrorAfterBooking'; StatusCode = 503 }; Bookings = 1; Words = 'HTTP 503: Internal server error' }
                @{ Name = 'HTTP 504 after booking'; Fault = @{ Kind = 'ServerErrorAfterBooking'; StatusCode = 504 }; Bookings = 1; Words = 'HTTP 504: Internal server error' }
                @{ Name = 'HTTP 500 with Retry-After'; Fault = @{ Kind = 'ServerErrorAfterBooking'; RetryAfterSec = 0 }; Bookings = 1; Words = 'HTTP 500: Internal server error' }
                @{ Name = 'HTTP 504 with a page of HTML'; Fault = @{ Kind = 'ServerErrorAfterBooking'; StatusCode = 504; ContentType = 'text/html'; Body = '<html><title>504</title></html>' }; Bookings = 1; Words = 'HTTP 504: <html><title>504</title></html>' }
                @{ Name = 'HTTP 500 before booking'; Fault = @{ Kind = 'ServerErrorBeforeBooking' }; Bookings = 0; Words = 'HTTP 500: Internal server error' }
                @{ Name = 'HTTP 503 without Retry-After, before booking'; Fault = @{ Kind = 'ServerErrorBeforeBooking'; StatusCode = 503 }; Bookings = 0; Words = 'HTTP 503: Internal server error' }
                @{ Name = 'a connection lost after booking'; Fault = @{ Kind = 'DropAfterBooking' }; Bookings = 1; Words = '*' }
                @{ Name = 'a connection lost before booking'; Fault = @{ Kind = 'DropBeforeBooking' }; Bookings = 0; Words = '*' }
                @{ Name = 'an answer that breaks off'; Fault = @{ Kind = 'TruncatedBody' }; Bookings = 1; Words = 'HTTP 200: *, which does not confirm the booking' }
                @{ Name = 'a page of HTML with HTTP 200'; Fault = @{ Kind = 'ForeignBody' }; Bookings = 1; Words = 'HTTP 200*' }
                @{ Name = 'an empty array'; Fault = @{ Kind = 'ForeignBody'; Body = '[]'; ContentType = 'application/json' }; Bookings = 1; Words = '*' }
                @{ Name = 'an element without an id'; Fault = @{ Kind = 'ForeignBody'; Body = '[{"id":1,"items":[]},{"items":[]}]'; ContentType = 'application/json' }; Bookings = 1; Words = '*' }
                @{ Name = 'an error with HTTP 200'; Fault = @{ Kind = 'ForeignBody'; Body = '{"error":{"message":"Invalid order status","code":0}}'; ContentType = 'application/json' }; Bookings = 1; Words = '*' }
                @{ Name = 'an empty body'; Fault = @{ Kind = 'ForeignBody'; Body = ''; ContentType = 'application/json' }; Bookings = 1; Words = '*' }
            )
        }

        It 'is OutcomeUnknown, sent once: <Name>' -ForEach $cases {
            $sandbox.AddFault($Fault)

            $out = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -ErrorAction SilentlyContinue -ErrorVariable failed

            $out | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'OutcomeUnknown'
            Get-OrderRequest $sandbox | Should -HaveCount 1
            $sandbox.Bookings | Should -HaveCount $Bookings
        }

        It 'names the order, what happened, and that it was not sent again: <Name>' -ForEach $cases {
            $sandbox.AddFault($Fault)

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed[0].Exception.Message |
                Should -BeLike "Order 45453571: it is not known whether the cancellation was booked ($Words). It was NOT sent again."
        }

        It 'is OutcomeUnknown, sent once: timeout' {
            $sandbox | Connect-KornitX -TimeoutSec 1
            $sandbox.AddFault(@{ Kind = 'Latency'; LatencyMs = 60000 })

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'OutcomeUnknown'
            $failed[0].Exception.Message | Should -BeLike '*(no complete response within 1 s)*'
            Get-OrderRequest $sandbox | Should -HaveCount 1
            $sandbox.Bookings | Should -HaveCount 1
        }

        It 'for one order does not affect the others' {
            $sandbox.AddFault(@{ Kind = 'DropAfterBooking'; Order = '45453576' })

            $booked = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1', '45453579,12345694,1' | ConvertFrom-Csv |
                New-KornitXCancellation -ErrorAction SilentlyContinue -ErrorVariable failed

            $booked.OrderId | Should -Be 45453571, 45453579
            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'OutcomeUnknown'
            $failed[0].TargetObject.OrderId | Should -Be 45453576
            Get-OrderRequest $sandbox | Should -HaveCount 3
            $sandbox.Bookings | Should -HaveCount 3
        }
    }

    Context 'a retryable rejection' {
        It 'is sent again: <Name>' -ForEach @(
            @{ Name = '429 with Retry-After'; Fault = @{ Kind = 'TooManyRequests'; RetryAfterSec = 0; Count = 3 } }
            @{ Name = 'the rate limit''s 400 with Retry-After'; Fault = @{ Kind = 'RateLimited'; RetryAfterSec = 0; Count = 3 } }
        ) {
            $sandbox.AddFault($Fault)

            (New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1).Id | Should -Be 254001

            Get-OrderRequest $sandbox | Should -HaveCount 4
            $sandbox.Bookings | Should -HaveCount 1
        }

        It 'is retried up to the maximum, and then reported as <Id>' -ForEach @(
            @{ Id = 'RateLimited'; Fault = @{ Kind = 'TooManyRequests'; RetryAfterSec = 0; Count = 9 } }
            @{ Id = 'RateLimited'; Fault = @{ Kind = 'RateLimited'; RetryAfterSec = 0; Count = 9 } }
        ) {
            $sandbox.AddFault($Fault)

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly $Id
            $failed[0].Exception.Message | Should -BeLike '* 4 tries *Nothing was booked.*'
            Get-OrderRequest $sandbox | Should -HaveCount 4
            $sandbox.Bookings | Should -BeNullOrEmpty
        }

        It 'is not sent again if the server asks for a wait of more than an hour' {
            $sandbox.AddFault(@{ Kind = 'TooManyRequests'; RetryAfterSec = 3601 })

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'RateLimited'
            $failed[0].Exception.Message | Should -BeLike '*01:00:01*'
            Get-OrderRequest $sandbox | Should -HaveCount 1
        }

        It 'is sent again until a response is lost, and not after that' {
            $sandbox.AddFault(@{ Kind = 'TooManyRequests'; RetryAfterSec = 0 })
            $sandbox.AddFault(@{ Kind = 'DropAfterBooking' })

            $failed = Get-Failed { New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 }

            $failed.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly 'OutcomeUnknown'
            Get-OrderRequest $sandbox | Should -HaveCount 2
            $sandbox.Bookings | Should -HaveCount 1
        }

        It 'shows the wait with -Verbose' {
            $sandbox.AddFault(@{ Kind = 'TooManyRequests'; RetryAfterSec = 0 })

            $reported = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1 -Verbose 4>&1 |
                Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }

            $reported.Message | Should -Contain 'Waiting 0.0 s before attempt 2: HTTP 429: Too many requests'
        }
    }

    Context 'a rejected token' {
        It 'is renewed, and the order sent again, once' {
            $sandbox.AddFault(@{ Kind = 'Unauthorized' })

            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

            $sandbox.Requests.Path | Should -Be '/order/45453571/cancellation', '/token', '/order/45453571/cancellation'
            $sandbox.Bookings | Should -HaveCount 1
        }

        It 'is renewed only for its scope' {
            $sandbox.AddFault(@{ Kind = 'Unauthorized' })

            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1

            (Get-TokenRequest $sandbox).Body |
                Should -BeExactly 'grant_type=client_credentials&client_id=sandbox&client_secret=***&scope=api-sl-2-3.order-cancellation.create'
        }

        It 'is renewed if it expired' {
            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345678 -Quantity 1
            $sandbox.ExpireTokens()

            $null = New-KornitXCancellation -OrderId 45453571 -ItemId 12345679 -Quantity 1

            $sandbox.Bookings | Should -HaveCount 2
            (Get-OrderRequest $sandbox).StatusCode | Should -Be 200, 401, 200
        }

        It 'is renewed once for all orders in flight' {
            $sandbox.ExpireTokens()

            $null = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1', '45453579,12345694,1' | ConvertFrom-Csv |
                New-KornitXCancellation

            Get-TokenRequest $sandbox | Should -HaveCount 1
            $sandbox.Bookings | Should -HaveCount 3
        }
    }

    Context 'a valid token' {
        It 'is used for every order' {
            $null = 'OrderId,ItemId,Quantity', '45453571,12345678,1', '45453576,12345688,1' | ConvertFrom-Csv | New-KornitXCancellation
            $null = New-KornitXCancellation -OrderId 45453579 -ItemId 12345694 -Quantity 1

            Get-TokenRequest $sandbox | Should -BeNullOrEmpty
        }
    }
}
