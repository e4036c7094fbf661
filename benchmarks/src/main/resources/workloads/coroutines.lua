-- SPDX-License-Identifier: Apache-2.0
-- Hand-over between coroutines, and coroutines that live for one value.
local rounds = ...
local answer = coroutine.wrap(function()
  local value = 0
  while true do value = coroutine.yield(value + 1) end
end)
answer()
local sum = 0
for i = 1, rounds do sum = sum + answer(i) end
for i = 1, rounds / 20 do
  sum = sum + coroutine.wrap(function() return i end)()
end
return sum
