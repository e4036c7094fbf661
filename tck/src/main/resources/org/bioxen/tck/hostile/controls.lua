-- SPDX-License-Identifier: Apache-2.0
-- Nothing hostile: what a corpus needs that proves something. An honest script gets its answer, and an endless one is ended.

--- answer
-- about: a script that does no harm is let alone
-- expect: COMPLETED 42
return 6 * 7

--- loop
-- about: a script that never ends is ended
-- expect: TIMED_OUT
while true do end

--- error
-- about: an error is the script's own and says what it says
-- expect: SCRIPT_ERROR boom
error('boom')

--- garbage
-- about: a script that makes 200 MB of garbage and keeps little is not stopped for its memory
-- expect: COMPLETED true
local n = 0
for i = 1, 2000 do
    local s = ('x'):rep(100000) .. i
    n = n + #s
end
return n > 200000000

--- small-garbage
-- about: a script that makes many small tables and keeps few is not stopped for its memory
-- expect: COMPLETED 300000
local n, last = 0, nil
for i = 1, 300000 do
    last = {i, {i}}
    n = n + #last - 1
end
return n

--- keeps-some
-- about: a script may keep what is well below its limit
-- expect: COMPLETED 8388608
local s = ('x'):rep(8 * 1024 * 1024)
return #s

--- output
-- about: a script may write what is well below its limit
-- expect: COMPLETED
for i = 1, 1000 do io.write(('x'):rep(99), '\n') end

--- deep-calls
-- about: 10,000 nested calls are no attack
-- expect: COMPLETED 10000
local function down(n) if n == 0 then return 0 end return 1 + down(n - 1) end
return down(10000)

--- coroutines
-- about: 100 coroutines at once are no attack
-- expect: COMPLETED 5050
local alive, sum = {}, 0
for i = 1, 100 do
    alive[i] = coroutine.wrap(function() coroutine.yield() sum = sum + i end)
    alive[i]()
end
for i = 1, 100 do alive[i]() end
return sum
