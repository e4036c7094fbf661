-- SPDX-License-Identifier: Apache-2.0
local f = coroutine.wrap(function() for i = 1, 30000 do coroutine.yield(i) end return 0 end) local s = 0 for i = 1, 30000 do s = s + f() end local n = 0 for i=1,1000 do n = n + coroutine.wrap(function() return i end)() end return s, n
