-- SPDX-License-Identifier: Apache-2.0
-- Methods, closures and sorting by a function.
local rounds = ...
local Account = {}
Account.__index = Account

function Account.new(balance) return setmetatable({ balance = balance }, Account) end
function Account:deposit(amount) self.balance = self.balance + amount return self end

local one = Account.new(0)
for i = 1, rounds do one:deposit(i % 10) end
local all = {}
for i = 1, rounds / 10 do all[i] = Account.new(i * 7919 % 10007) end
table.sort(all, function(a, b) return a.balance > b.balance end)
return one.balance, all[1].balance
