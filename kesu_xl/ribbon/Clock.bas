Attribute VB_Name = "Clock"
Option Explicit

' Lets the colours of a register follow the time: every five minutes Excel calculates what depends on kesu_now.
' Without macros they follow every opening and every edit.

Private Due As Date

Public Sub kesu_StartClock()
    If HasNow() Then
        Due = Now + TimeSerial(0, 5, 0)
        Application.OnTime Due, Procedure()
    End If
End Sub

Public Sub kesu_Tick()
    Due = 0
    ' -4135 is manual: whoever chose that calculates by hand. Otherwise this is what every edit does as well.
    If Application.Calculation <> -4135 Then Application.Calculate
    kesu_StartClock
End Sub

' Excel would open the workbook again for a call that is still to come. A closing that the user breaks off leaves the
' clock off until the workbook is opened again.
Public Sub kesu_StopClock()
    If Due = 0 Then Exit Sub
    On Error Resume Next
    Application.OnTime Due, Procedure(), , False
    Due = 0
End Sub

Public Function kesu_ClockIsOn() As Boolean
    kesu_ClockIsOn = (Due > 0)
End Function

Private Function HasNow() As Boolean
    Dim Item As Object
    For Each Item In ThisWorkbook.Names
        If LCase(Item.Name) = "kesu_now" Then HasNow = True
    Next
End Function

Private Function Procedure() As String
    Procedure = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!kesu_Tick"
End Function
