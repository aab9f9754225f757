"""Papers that call a unit to account: 约谈建议, 约谈通知书, 约谈记录, 问责建议, 通报表扬, 通报批评."""
