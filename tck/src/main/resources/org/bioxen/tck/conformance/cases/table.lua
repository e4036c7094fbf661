-- SPDX-License-Identifier: Apache-2.0
-- The table library (6.5).

--@ concat joins strings and numbers
--@ 6.5 table.concat
print(table.concat({1, 2, 3}), table.concat({"a", "b"}, ", "), table.concat({}, "x") == "", table.concat({1.5, "x", 2}, " "), table.concat({"only"}, "-"))

--@ concat of a range
--@ 6.5 table.concat
local t = {1, 2, 3, 4, 5}
print(table.concat(t, ",", 2), table.concat(t, ",", 2, 4), table.concat(t, ",", 4, 2) == "", table.concat(t, ",", 3, 3), table.concat({[0] = "z", "a"}, ",", 0, 1), table.concat({[-1] = "m", [0] = "z"}, "", -1, 0))

--@ concat refuses other values
--@ 6.5 table.concat
print(pcall(table.concat, {1, {}, 3})) print(pcall(table.concat, {1, 2}, ",", 1, 3)) print(pcall(table.concat, {true})) print(pcall(table.concat)) print(pcall(table.concat, {}, {})) print(pcall(table.concat, {"a"}, 1))

--@ insert appends and moves up
--@ 6.5 table.insert
local t = {}
table.insert(t, "b") table.insert(t, 1, "a") table.insert(t, 3, "d") table.insert(t, 3, "c")
print(table.concat(t, ","), #t, select("#", table.insert(t, "e")))

--@ insert wants a position and a number of arguments
--@ 6.5 table.insert | 5.2+
print(pcall(table.insert, {1, 2, 3}, 6, "x")) print(pcall(table.insert, {1, 2, 3}, 0, "x")) print(pcall(table.insert, {1}, -1, "x")) print(pcall(table.insert, {1, 2, 3}, 4, "x"))

--@ insert with a wrong number of arguments
--@ 6.5 table.insert
print(pcall(table.insert, {1}, 1, 2, 3)) print(pcall(table.insert, {1})) print(pcall(table.insert, nil, 1)) print(pcall(table.insert, {}, "x", 1))

--@ pack counts
--@ 6.5 table.pack | 5.2+
local t = table.pack(1, nil, 3, nil)
print(t.n, t[1], t[2], t[3], t[4], table.pack().n, #table.pack("a", "b"))

--@ unpack gives a range
--@ 6.5 table.unpack | 5.2+
print(table.unpack({1, 2, 3})) print(table.unpack({1, 2, 3}, 2)) print(table.unpack({1, 2, 3}, 2, 3)) print(table.unpack({1, 2}, 1, 4)) print(table.unpack({}, 1, 0)) print((table.unpack({1, 2}))) print(table.unpack({[-1] = "m", [0] = "z", "a"}, -1, 1)) print(table.unpack({1, 2, 3}, -1, 1))

--@ unpack of nothing but a table fails
--@ 6.5 table.unpack | 5.2+
print((pcall(table.unpack))) print(pcall(table.unpack, {}, 1, 1e8)) print(pcall(function() table.unpack({}, 1, {}) end))

--@ remove takes the last or moves down
--@ 6.5 table.remove
local t = {1, 2, 3, 4, 5}
print(table.remove(t), table.remove(t, 1), table.remove(t, 2), table.concat(t, ","), #t)

--@ remove from an empty table
--@ 6.5 table.remove
print(table.remove({})) print(select("#", table.remove({})) <= 1, table.remove({1}, 1)) local t = {"x"} print(table.remove(t), table.remove(t), #t)

--@ remove behind the end
--@ 6.5 table.remove | 5.2+
local t = {1, 2, 3}
print(table.remove(t, 4), #t) print(pcall(table.remove, t, 7)) print(pcall(table.remove, t, -1)) print(table.remove({}, 0), table.remove({[0] = "z"}, 0), table.remove({}, 1))

--@ sort orders numbers and strings
--@ 6.5 table.sort
local t = {5, 2, 8, 1, 9, 3, -1, 2.5}
table.sort(t) print(table.concat(t, " "))
local s = {"b", "a", "C", "10", "9", ""}
table.sort(s) print(table.concat(s, ",")) table.sort({}) table.sort({1})
print(select("#", table.sort({})))

--@ sort takes an order
--@ 6.5 table.sort
local t = {3, 1, 2}
table.sort(t, function(a, b) return a > b end) print(table.concat(t, " "))
local w = {"pear", "fig", "banana", "kiwi"}
table.sort(w, function(a, b) if #a ~= #b then return #a < #b end return a < b end) print(table.concat(w, " "))

--@ sort of many items
--@ 6.5 table.sort
local t = {}
for i = 1, 1000 do t[i] = (i * 7919) % 1009 end
table.sort(t)
local ok = true
for i = 2, #t do ok = ok and t[i - 1] <= t[i] end
print(ok, t[1], t[500], t[1000])

--@ sort of equal, sorted and reversed items
--@ 6.5 table.sort
local function check(f) local t = {} for i = 1, 300 do t[i] = f(i) end table.sort(t) for i = 2, 300 do if t[i - 1] > t[i] then return false end end return true end
print(check(function() return 1 end), check(function(i) return i end), check(function(i) return -i end), check(function(i) return i % 3 end))

--@ sort refuses what has no order
--@ 6.5 table.sort
print((pcall(table.sort, {3, 1, "x"}))) print((pcall(table.sort, {{}, {}}))) print(pcall(table.sort, {1, 2, 3}, 5)) print(pcall(table.sort))

--@ sort lets errors of the order pass
--@ 6.5 table.sort
print(pcall(table.sort, {3, 2, 1}, function() error("cmp", 0) end))

--@ sort with an order that is none
--@ 6.5 table.sort
local t = {}
for i = 1, 100 do t[i] = i end
local ok, e = pcall(table.sort, t, function() return true end)
print(ok, e)

--@ maxn finds the largest number
--@ 6.5 table.maxn | 5.1-5.2
print(table.maxn({1, 2, [10] = 5, [3.5] = 1}), table.maxn({}), table.maxn({x = 1}), table.maxn({[-1] = 1}))

--@ getn, foreach and foreachi of 5.1
--@ 6.5 table.getn table.foreach table.foreachi | 5.1
print(table.getn({1, 2, 3})) table.foreachi({"a", "b"}, print) table.foreach({x = 1}, print)

--@ move copies a range
--@ 6.5 table.move | 5.3+
local t = table.move({1, 2, 3}, 1, 3, 2) print(table.concat(t, ","))
print(table.concat(table.move({1, 2, 3}, 2, 3, 1), ","), table.concat(table.move({1, 2, 3}, 1, 3, 1, {}), ","), table.concat(table.move({1, 2}, 1, 0, 5), ","), #table.move({}, 1, 0, 1))
local a = {10, 20}
print(table.move(a, 1, 2, 3, {1, 2})[4], table.move(a, 1, 2, 1) == a)

--@ move respects events and wants tables
--@ 6.5 table.move | 5.3+
local log = {}
local t = setmetatable({}, {__index = function(_, k) return k * 10 end, __newindex = function(t, k, v) log[#log + 1] = k .. "=" .. v end})
table.move(t, 1, 2, 5)
print(table.concat(log, " ")) print(pcall(table.move, {}, 1, 2)) print(pcall(table.move, 1, 1, 1, 1))

--@ queue that grows at one end and shrinks at the other
--@ 6.5
local q = {first = 1, last = 0}
for i = 1, 5000 do q.last = q.last + 1 q[q.last] = i if i % 2 == 0 then q[q.first] = nil q.first = q.first + 1 end end
print(q[q.first], q[q.last], q.last - q.first)

--@ tables filled backwards and with holes
--@ 6.5
local t = {}
for i = 100, 1, -1 do t[i] = i end
print(#t)
for i = 1, 100 do t[i] = nil end
print(#t, next(t))

--@ keys of every type
--@ 2.1
local f, c, u = print, coroutine.create(function() end), io.stdout
local t = {[1] = "int", [1.5] = "float", x = "string", [true] = "true", [false] = "false", [f] = "function", [c] = "thread", [u] = "userdata"}
print(t[1], t[1.5], t.x, t[true], t[false], t[f], t[c], t[u], t[2^53], t[-1])

--@ insert and remove in the middle of long tables
--@ 6.5 table.insert table.remove
local t = {}
for i = 1, 200 do table.insert(t, 1, i) end
for i = 1, 100 do table.remove(t, 50) end
print(#t, t[1], t[49], t[50], t[100])
